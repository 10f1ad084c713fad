"""The emulator under boto3: every operation, and the refusals that a caller can bring about.

Run with EMULATOR_ENDPOINT (an emulator that runs), or CONNFN_BIN (one that is started here).
"""

import itertools
import json
import os
import subprocess
import time
import unittest

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError

CODE = b"function connectionHandler(connection) { connection.allow(); }"
STALE = "E00000000000ZZ"
COUNT = itertools.count(1)


def setUpModule():
    global cloudfront, process, sts
    endpoint, process = os.environ.get("EMULATOR_ENDPOINT"), None
    if not endpoint:
        command = [os.environ["CONNFN_BIN"], "emulator", "--port", "0"]
        process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        endpoint = process.stdout.readline().strip()
    cloudfront, sts = client("cloudfront", endpoint), client("sts", endpoint)


def client(service, endpoint):
    return boto3.client(
        service,
        endpoint_url=endpoint,
        region_name="us-east-1",
        aws_access_key_id="AKIDEXAMPLE",
        aws_secret_access_key="secret",
        # Once, so that what the emulator answers is what a test sees. What boto3 would refuse
        # itself is sent all the same.
        config=Config(retries={"total_max_attempts": 1}, parameter_validation=False),
    )


def tearDownModule():
    cloudfront.close()
    sts.close()
    if process:
        process.terminate()
        process.wait()
        process.stdout.close()


def fresh(kind):
    return f"{kind}-{os.getpid()}-{next(COUNT)}"


def config(comment="made by a test", arn=None):
    config = {"Comment": comment, "Runtime": "cloudfront-js-2.0"}
    if arn:
        items = [{"KeyValueStoreARN": arn}]
        config["KeyValueStoreAssociations"] = {"Quantity": 1, "Items": items}
    return config


def function(**more):
    wanted = {
        "Name": fresh("function"),
        "ConnectionFunctionConfig": config(),
        "ConnectionFunctionCode": CODE,
    }
    made = cloudfront.create_connection_function(**wanted | more)
    return made["ConnectionFunctionSummary"], made["ETag"]


def until(ask, wanted):
    deadline = time.monotonic() + 10
    while (answer := ask()) != wanted:
        assert time.monotonic() < deadline, f"still {answer}"
        time.sleep(0.025)


def store(**more):
    made = cloudfront.create_key_value_store(**{"Name": fresh("store")} | more)
    name = made["KeyValueStore"]["Name"]
    describe = lambda: cloudfront.describe_key_value_store(Name=name)
    until(lambda: describe()["KeyValueStore"]["Status"], "READY")
    return made["KeyValueStore"], made["ETag"]


def distribution_config(function_id, **more):
    origin = {
        "Id": "origin",
        "DomainName": "origin.example.com",
        "CustomOriginConfig": {
            "HTTPPort": 80,
            "HTTPSPort": 443,
            "OriginProtocolPolicy": "https-only",
        },
    }
    return {
        "CallerReference": fresh("reference"),
        "Comment": "a <comment>",
        "Enabled": True,
        "Origins": {"Quantity": 1, "Items": [origin]},
        "DefaultCacheBehavior": {
            "TargetOriginId": "origin",
            "ViewerProtocolPolicy": "https-only",
            "CachePolicyId": "658327ea-f89d-4fab-a63d-7e88639e58f6",
        },
        "ViewerMtlsConfig": {"Mode": "required", "TrustStoreConfig": {"TrustStoreId": "ts_1"}},
        "ConnectionFunctionAssociation": {"Id": function_id},
    } | more


class Case(unittest.TestCase):
    def refused(self, code, status, operation, **arguments):
        with self.assertRaises(ClientError) as caught:
            operation(**arguments)
        response = caught.exception.response
        metadata = response["ResponseMetadata"]
        self.assertEqual((response["Error"]["Code"], metadata["HTTPStatusCode"]), (code, status))
        self.assertTrue(response["Error"]["Message"])
        self.assertTrue(metadata["RequestId"])


class Functions(Case):
    def test_a_function_lives_from_create_to_delete(self):
        made, first = function(Tags={"Items": [{"Key": "made", "Value": "by a test"}]})
        identifier = made["Id"]
        self.assertEqual((made["Status"], made["Stage"]), ("UNPUBLISHED", "DEVELOPMENT"))
        self.assertLess(abs(made["CreatedTime"].timestamp() - time.time()), 60)

        def describe(stage):
            return cloudfront.describe_connection_function(Identifier=identifier, Stage=stage)

        def code(stage):
            got = cloudfront.get_connection_function(Identifier=identifier, Stage=stage)
            self.assertEqual(got["ContentType"], "application/octet-stream")
            return got["ConnectionFunctionCode"].read(), got["ETag"]

        self.refused("EntityNotFound", 404, lambda: describe("LIVE"))
        published = cloudfront.publish_connection_function(Id=identifier, IfMatch=first)
        self.assertNotIn("ETag", published)
        self.assertEqual(published["ConnectionFunctionSummary"]["Status"], "PUBLISHING")
        status = lambda: describe("LIVE")["ConnectionFunctionSummary"]["Status"]
        until(status, "UNASSOCIATED")
        self.assertEqual(describe("DEVELOPMENT")["ETag"], first)
        updated = cloudfront.update_connection_function(
            Id=identifier,
            IfMatch=first,
            ConnectionFunctionConfig=config("second\n<&>"),
            ConnectionFunctionCode=b"// two",
        )
        second = updated["ETag"]
        changed = updated["ConnectionFunctionSummary"]["ConnectionFunctionConfig"]
        self.assertEqual(changed["Comment"], "second\n<&>")
        self.assertEqual(code("DEVELOPMENT"), (b"// two", second))
        self.assertEqual(code("LIVE"), (CODE, describe("LIVE")["ETag"]))
        delete = cloudfront.delete_connection_function
        self.refused("PreconditionFailed", 412, delete, Id=identifier, IfMatch=first)
        delete(Id=identifier, IfMatch=second)
        self.refused("EntityNotFound", 404, delete, Id=identifier, IfMatch=second)

    def test_identifiers(self):
        made, _ = function()
        for identifier in made["Id"], made["Name"], made["ConnectionFunctionArn"]:
            described = cloudfront.describe_connection_function(Identifier=identifier)
            self.assertEqual(described["ConnectionFunctionSummary"]["Id"], made["Id"])

    def test_versions(self):
        made, _ = function()
        body = {"ConnectionFunctionConfig": config(), "ConnectionFunctionCode": CODE}
        for operation, more in (
            (cloudfront.update_connection_function, body),
            (cloudfront.publish_connection_function, {}),
            (cloudfront.test_connection_function, {"ConnectionObject": b"{}"}),
            (cloudfront.delete_connection_function, {}),
        ):
            arguments = {"Id": made["Id"]} | more
            self.refused("InvalidIfMatchVersion", 400, operation, **arguments)
            self.refused("InvalidIfMatchVersion", 400, operation, IfMatch="*", **arguments)
            self.refused("PreconditionFailed", 412, operation, IfMatch=STALE, **arguments)
            arguments["Id"] = "cf_none"
            self.refused("EntityNotFound", 404, operation, IfMatch=STALE, **arguments)

    def test_functions_are_tested(self):
        code = b"""function connectionHandler(connection) {
            console.log('<' + connection.clientIp + '>');
            if (connection.clientIp === '192.0.2.1') connection.allow();
        }"""
        made, etag = function(ConnectionFunctionCode=code)

        def tested(address):
            response = cloudfront.test_connection_function(
                Id=made["Id"],
                IfMatch=etag,
                Stage="DEVELOPMENT",
                ConnectionObject=json.dumps({"clientIp": address}).encode(),
            )
            return response["ConnectionFunctionTestResult"]

        allowed = tested("192.0.2.1")
        self.assertEqual(allowed["ConnectionFunctionOutput"], '{"decision":"allow"}')
        self.assertEqual(allowed["ConnectionFunctionExecutionLogs"], ["<192.0.2.1>"])
        self.assertEqual(allowed["ConnectionFunctionErrorMessage"], "")
        self.assertEqual(allowed["ConnectionFunctionSummary"]["Id"], made["Id"])
        # Who is not allowed is denied.
        self.assertEqual(tested("192.0.2.2")["ConnectionFunctionOutput"], '{"decision":"deny"}')

    def test_creates_are_checked(self):
        made, _ = function()
        self.refused("EntityAlreadyExists", 409, function, Name=made["Name"])
        self.refused("InvalidArgument", 400, function, Name="a b")
        self.refused("InvalidArgument", 400, function, ConnectionFunctionCode=b"")
        huge = bytes(40_961)
        self.refused("EntitySizeLimitExceeded", 413, function, ConnectionFunctionCode=huge)
        runtime = {"Comment": "", "Runtime": "cloudfront-js-9.9"}
        self.refused("InvalidArgument", 400, function, ConnectionFunctionConfig=runtime)
        tags = {"Items": [{"Key": "bad!"}]}
        self.refused("InvalidTagging", 400, function, Tags=tags)

    def test_lists(self):
        names = sorted(function()[0]["Name"] for _ in range(3))
        pages = cloudfront.get_paginator("list_connection_functions")
        pages = pages.paginate(PaginationConfig={"PageSize": 2})
        seen = [one["Name"] for page in pages for one in page["ConnectionFunctions"]]
        self.assertEqual([name for name in seen if name in names], names)
        self.assertEqual(seen, sorted(seen))
        live = cloudfront.list_connection_functions(Stage="LIVE")["ConnectionFunctions"]
        self.assertTrue(all(one["Stage"] == "LIVE" for one in live))
        listing = cloudfront.list_connection_functions
        self.refused("InvalidArgument", 400, listing, MaxItems=0)
        self.refused("InvalidArgument", 400, listing, Stage="X")

    def test_a_distribution_holds_its_function(self):
        made, etag = function()
        wanted = distribution_config(made["Id"])
        create = cloudfront.create_distribution
        self.refused("InvalidArgument", 400, create, DistributionConfig=wanted)
        cloudfront.publish_connection_function(Id=made["Id"], IfMatch=etag)
        created = create(DistributionConfig=wanted)
        identifier = created["Distribution"]["Id"]
        self.assertEqual(created["Distribution"]["DistributionConfig"], wanted)
        self.refused("DistributionAlreadyExists", 409, create, DistributionConfig=wanted)
        delete = cloudfront.delete_connection_function
        in_use = {"Id": made["Id"], "IfMatch": etag}
        self.refused("CannotDeleteEntityWhileInUse", 409, delete, **in_use)
        users = cloudfront.list_distributions_by_connection_function(
            ConnectionFunctionIdentifier=made["Id"]
        )["DistributionList"]
        self.assertEqual((users["Quantity"], users["Items"][0]["Id"]), (1, identifier))
        describe = lambda: cloudfront.describe_connection_function(Identifier=made["Id"])
        until(lambda: describe()["ConnectionFunctionSummary"]["Status"], "DEPLOYED")

        got = cloudfront.get_distribution_config(Id=identifier)
        remove = cloudfront.delete_distribution
        stands = {"Id": identifier, "IfMatch": got["ETag"]}
        self.refused("DistributionNotDisabled", 409, remove, **stands)
        disabled = got["DistributionConfig"] | {"Enabled": False}
        update = cloudfront.update_distribution
        self.refused("InvalidIfMatchVersion", 400, update, Id=identifier, DistributionConfig=disabled)
        updated = update(DistributionConfig=disabled, **stands)
        remove(Id=identifier, IfMatch=updated["ETag"])
        self.refused("NoSuchDistribution", 404, cloudfront.get_distribution, Id=identifier)
        delete(**in_use)


class Stores(Case):
    def test_a_store_lives_from_create_to_delete(self):
        made, first = store(Comment="a <b>")
        name = made["Name"]
        self.assertEqual((made["Status"], made["Comment"]), ("PROVISIONING", "a <b>"))
        create = cloudfront.create_key_value_store
        self.refused("EntityAlreadyExists", 409, create, Name=name)
        self.refused("InvalidArgument", 400, create, Name="a b")
        update, delete = cloudfront.update_key_value_store, cloudfront.delete_key_value_store
        self.refused("InvalidIfMatchVersion", 400, update, Name=name, Comment="")
        self.refused("PreconditionFailed", 412, update, Name=name, Comment="", IfMatch=STALE)
        long = "x" * 129
        self.refused("InvalidArgument", 400, update, Name=name, Comment=long, IfMatch=first)
        second = update(Name=name, Comment="", IfMatch=first)["ETag"]
        self.refused("PreconditionFailed", 412, delete, Name=name, IfMatch=first)
        delete(Name=name, IfMatch=second)
        self.refused("EntityNotFound", 404, cloudfront.describe_key_value_store, Name=name)

    def test_a_store_in_use_stays(self):
        made, etag = store()
        function(ConnectionFunctionConfig=config(arn=made["ARN"]))
        delete = cloudfront.delete_key_value_store
        in_use = {"Name": made["Name"], "IfMatch": etag}
        self.refused("CannotDeleteEntityWhileInUse", 409, delete, **in_use)

    def test_lists(self):
        names = sorted(store()[0]["Name"] for _ in range(3))
        pages = cloudfront.get_paginator("list_key_value_stores")
        pages = pages.paginate(Status="READY", PaginationConfig={"PageSize": 2})
        seen = [one["Name"] for page in pages for one in page["KeyValueStoreList"]["Items"]]
        self.assertEqual([name for name in seen if name in names], names)
        listing = cloudfront.list_key_value_stores
        self.refused("InvalidArgument", 400, listing, MaxItems="0")


class Tags(Case):
    def test_tags(self):
        made, _ = function()
        resource = made["ConnectionFunctionArn"]

        def tags():
            listed = cloudfront.list_tags_for_resource(Resource=resource)["Tags"]
            return {tag["Key"]: tag["Value"] for tag in listed.get("Items", [])}

        def tag(**pairs):
            items = [{"Key": key, "Value": value} for key, value in pairs.items()]
            cloudfront.tag_resource(Resource=resource, Tags={"Items": items})

        self.assertEqual(tags(), {})
        tag(a="1", b="")
        tag(a="2")
        self.assertEqual(tags(), {"a": "2", "b": ""})
        cloudfront.untag_resource(Resource=resource, TagKeys={"Items": ["a", "absent"]})
        self.assertEqual(tags(), {"b": ""})
        self.refused("InvalidTagging", 400, tag, **{"bad!": ""})
        listing = cloudfront.list_tags_for_resource
        self.refused("NoSuchResource", 404, listing, Resource=resource[:-1] + "_")
        self.refused("InvalidArgument", 400, listing, Resource="arn:aws:s3:::bucket")


class Caller(Case):
    def test_who_calls(self):
        caller = sts.get_caller_identity()
        self.assertEqual(caller["Arn"], f"arn:aws:iam::{caller['Account']}:user/emulator")
        made, _ = function()
        self.assertIn(f"::{caller['Account']}:", made["ConnectionFunctionArn"])


if __name__ == "__main__":
    unittest.main()
