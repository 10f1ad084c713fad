// Written by `cargo xtask generate` from the Rust types; edit those.

/** What is done to a resource, by Terraform's words. */
export type Action = 'no-op' | 'create' | 'update' | 'delete' | 'adopt' | 'release' | 'replace';

/**
 * A resource's address, such as `aws_cloudfront_connection_function.gate` or `module.edge.aws_….gate["eu"]`.
 *
 * Ordered and compared as text, so that every map of addresses has the order that a person reads.
 */
export type Address = string;

/** What became of one expression. */
export interface Answer {
  /** What is wrong with the expression. Its places are in the file `<console-input>`. */
  diagnostics?: Diagnostic[];
  /** The value as Terraform's console prints it; absent if there is none. */
  value?: string | null;
}

/**
 * A value of an attribute. In JSON the plain value, but for code (`{"$code": digest}`) and what is known only after apply
 * (`{"$unknown": true}`); no tag key can begin with `$`.
 */
export type Attribute =
  | null
  | boolean
  | string
  | {
    $code: Digest;
  }
  | {
    $unknown: boolean;
  }
  /** A nested block, given as often as it stands. */
  | { [key: string]: Attribute }[]
  | { [key: string]: Attribute };

/** A reference to an attribute that CloudFront computes, such as a store's `arn`. */
export interface AttributeRef {
  address: Address;
  /** One of the resource type's computed attributes. */
  attribute: string;
}

export interface AwsCloudfrontConnectionFunctionBlock {
  /** A comment. */
  '//'?: unknown;
  connection?: OtherBlock | OtherBlock[] | null;
  /** The function's code, or where it is: `${file("gate.js")}`. */
  connection_function_code: string | Template;
  connection_function_config: ConnectionFunctionConfigBlock | ConnectionFunctionConfigBlock[];
  count?: number | string;
  depends_on?: string[];
  dynamic?:
    | {
      /** A comment. */
      '//'?: unknown;
      connection_function_config?:
        | DynamicConnectionFunctionConfigBlock
        | null
        | (DynamicConnectionFunctionConfigBlock | null)[];
      key_value_store_associations?:
        | DynamicKeyValueStoreAssociationsBlock
        | null
        | (DynamicKeyValueStoreAssociationsBlock | null)[];
    }
    | null
    | (
      | {
        /** A comment. */
        '//'?: unknown;
        connection_function_config?:
          | DynamicConnectionFunctionConfigBlock
          | null
          | (DynamicConnectionFunctionConfigBlock | null)[];
        key_value_store_associations?:
          | DynamicKeyValueStoreAssociationsBlock
          | null
          | (DynamicKeyValueStoreAssociationsBlock | null)[];
      }
      | null)[];
  for_each?: { [key: string]: unknown } | string;
  key_value_store_associations?: KeyValueStoreAssociationsBlock | KeyValueStoreAssociationsBlock[] | null;
  lifecycle?: LifecycleBlock | LifecycleBlock[] | null;
  /** The name in the account: letters, digits, hyphens and underscores. */
  name: string | Template | number | boolean;
  provider?: string;
  provisioner?: OtherBlock | OtherBlock[] | null;
  /** Whether LIVE is to hold what this says. The default is `false`. */
  publish?: boolean | 'true' | 'false' | '1' | '0' | Template | null;
  /** Tags by key. */
  tags?: { [key: string]: string | number | boolean | null } | Template | null;
  timeouts?: OtherBlock | OtherBlock[] | null;
}

export type AwsCloudfrontConnectionFunctionBlocks = { [key: string]:
  | AwsCloudfrontConnectionFunctionBlock
  | null
  | (AwsCloudfrontConnectionFunctionBlock | null)[] };

export interface AwsCloudfrontKeyValueStoreBlock {
  /** A comment. */
  '//'?: unknown;
  /** What it is for. */
  comment?: string | number | boolean | null;
  connection?: OtherBlock | OtherBlock[] | null;
  count?: number | string;
  depends_on?: string[];
  for_each?: { [key: string]: unknown } | string;
  lifecycle?: LifecycleBlock | LifecycleBlock[] | null;
  /** The name in the account: letters, digits, hyphens and underscores. */
  name: string | Template | number | boolean;
  provider?: string;
  provisioner?: OtherBlock | OtherBlock[] | null;
  timeouts?: OtherBlock | OtherBlock[] | null;
}

export type AwsCloudfrontKeyValueStoreBlocks = { [key: string]: AwsCloudfrontKeyValueStoreBlock | null | (AwsCloudfrontKeyValueStoreBlock | null)[] };

/** What was observed of the resources that a plan is about, to tell later whether it still holds. */
export interface Basis {
  /** By function name: the digest of what was there, or null for nothing. */
  functions: { [key: string]: Digest | null };
  /** By store name: the digest of what was there, or null for nothing. */
  stores: { [key: string]: Digest | null };
}

/** A call to make now. */
export type Call = {
  id: CallId;
  /** The step that it is for. A step may need several calls. */
  step: StepId;
} & (
  | {
    input: {
      ConnectionFunctionCode: string;
      ConnectionFunctionConfig: {
        Comment: string;
        KeyValueStoreAssociations?: {
          Items: {
            KeyValueStoreARN: string;
          }[];
          Quantity: number;
        } | null;
        Runtime: Runtime;
      };
      Name: string;
      Tags: {
        Items: {
          Key: string;
          Value: string;
        }[];
      };
    };
    operation: 'CreateConnectionFunction';
  }
  | {
    /** Replaces configuration and code of the DEVELOPMENT stage. */
    input: {
      ConnectionFunctionCode: string;
      ConnectionFunctionConfig: {
        Comment: string;
        KeyValueStoreAssociations?: {
          Items: {
            KeyValueStoreARN: string;
          }[];
          Quantity: number;
        } | null;
        Runtime: Runtime;
      };
      Id: string;
      IfMatch?: string | null;
    };
    operation: 'UpdateConnectionFunction';
  }
  | {
    /** Runs a stage of a function on a connection. The object is bytes to CloudFront; here it is the text that they are in UTF-8. */
    input: {
      ConnectionObject: string;
      Id: string;
      IfMatch?: string | null;
      Stage: Stage;
    };
    operation: 'TestConnectionFunction';
  }
  | {
    /** A function at the version of its DEVELOPMENT stage that the call expects. */
    input: {
      Id: string;
      IfMatch?: string | null;
    };
    operation: 'PublishConnectionFunction';
  }
  | {
    /** A function at the version of its DEVELOPMENT stage that the call expects. */
    input: {
      Id: string;
      IfMatch?: string | null;
    };
    operation: 'DeleteConnectionFunction';
  }
  | {
    input: {
      Identifier: string;
      Stage: Stage;
    };
    operation: 'DescribeConnectionFunction';
  }
  | {
    input: {
      Identifier: string;
      Stage: Stage;
    };
    operation: 'GetConnectionFunction';
  }
  | {
    input: {
      Marker?: string | null;
      Stage: Stage;
    };
    operation: 'ListConnectionFunctions';
  }
  | {
    input: {
      Comment: string;
      Name: string;
      Tags: {
        Items: {
          Key: string;
          Value: string;
        }[];
      };
    };
    operation: 'CreateKeyValueStore';
  }
  | {
    input: {
      Comment: string;
      IfMatch?: string | null;
      Name: string;
    };
    operation: 'UpdateKeyValueStore';
  }
  | {
    input: {
      IfMatch?: string | null;
      Name: string;
    };
    operation: 'DeleteKeyValueStore';
  }
  | {
    input: {
      Name: string;
    };
    operation: 'DescribeKeyValueStore';
  }
  | {
    input: {
      Resource: string;
      Tags: {
        Items: {
          Key: string;
          Value: string;
        }[];
      };
    };
    operation: 'TagResource';
  }
  | {
    input: {
      Resource: string;
      TagKeys: {
        Items: string[];
      };
    };
    operation: 'UntagResource';
  }
  | {
    input: {
      Resource: string;
    };
    operation: 'ListTagsForResource';
  });

/** Names a call of one run. */
export type CallId = number;

/** One call and what came back. It holds no code and no credential. */
export interface CallRecord {
  answered_at_ms: number | null;
  message?: string | null;
  operation: string;
  request_id?: string | null;
  /** `success`, AWS's error code, `unknown`, `not-sent`, or `in-flight` while there is no answer. */
  result: string;
  sent_at_ms: number;
}

/** What becomes of one resource. */
export interface Change {
  action: Action;
  address: Address;
  /** Whether the existing resource comes under this stack. */
  adopt: boolean;
  /** Attributes after, null if the resource will not exist. */
  after: { [key: string]: Attribute } | null;
  /** Attributes before, null if the resource does not exist. */
  before: { [key: string]: Attribute } | null;
  /**
   * Whether the address means another resource now and this is an older one that still carries it, as after a replacement
   * that was cut short.
   */
  deposed: boolean;
  /** What happens to the LIVE stage, for a function that has one or gets one. */
  live: LiveChange | null;
  /** The address that the resource's tags name so far, if it is another one of this stack. */
  moved_from?: Address | null;
  /** Why, in words. */
  reasons: string[];
  /** Whether the resource leaves this stack and stays, as one does that a run adopted which is undone. */
  release?: boolean;
  /** The tests that CloudFront runs on DEVELOPMENT once it holds what it is to hold. A publication waits for all of them. */
  remote_tests?: RemoteTest[];
  /** The attributes whose change cannot be made in place. */
  replace_because: string[];
  type: ResourceType;
}

/** A function's code to check, without a configuration. */
export interface CheckFunctionRequest {
  /** What else is known that connfn does not know. */
  checks?: Checks;
  code: string;
  /** What diagnostics call the file that holds the code: `function.js` unless it is given. */
  file?: string | null;
  /** `cloudfront-js-2.0` unless it is given. */
  runtime?: Runtime | null;
  /** Whether a key value store is associated with the function. Nothing is said that depends on it unless it is given. */
  store_associated?: boolean | null;
}

/** What is wrong with a function's code. */
export interface CheckFunctionResponse {
  /** Every problem, in the order of lines. */
  diagnostics: Diagnostic[];
}

/** A configuration to check. */
export interface CheckRequest {
  sources: Sources;
}

/** What a configuration asks for and what is wrong with it. */
export interface CheckResponse {
  /** What the configuration says of the checks of function code. Whoever runs the tests goes by it too. */
  checks?: Checks;
  desired: DesiredState;
  /** Every problem, in the order of files and lines. */
  diagnostics: Diagnostic[];
  /**
   * Files that the configuration names and the sources neither hold nor declare unavailable; one that ends in `/` is a
   * folder to list. While there is one, the desired state is not complete: ask again with it.
   */
  needs: string[];
  /** The tests of the functions. One with an error is not among them. */
  tests: { [key: string]: FunctionTest[] };
  /**
   * Folders that may hold tests of the functions, and whose listings the sources neither hold nor declare unavailable. Without them
   * the desired state is complete, but tests may be missing: ask again with them to have all.
   */
  wants: string[];
}

/** What the checks of function code go by, beside the code. */
export interface Checks {
  /** Whether a viewer may connect without a certificate. Nothing is said that depends on it unless it is given. */
  optional_mtls?: boolean | null;
  /** How far features of the runtime can be relied on, by their ids in the table, where the table is wrong. */
  runtime_features?: { [key: string]: FeatureState };
}

/** The code of a function in a step. */
export type CodeInput =
  /** Known: an entry of `Plan.code`. */
  | {
    $code: Digest;
  }
  /** Holds what only an earlier step gives. */
  | TextOfOutputRef;

/** A configuration: the content of `connfn.yaml`, `connfn.toml` or `connfn.json`, or, without `checks`, `functions`, `stores` and `tags`, of a file whose name ends in `.tf.json`. */
export type Configuration = ConfigurationDocument | ConfigurationDocument[];

export interface ConfigurationDocument {
  /** A comment. */
  '//'?: unknown;
  action?: OtherBlocks2 | null | (OtherBlocks2 | null)[];
  check?: OtherBlocks | null | (OtherBlocks | null)[];
  checks?: WrittenChecks | Template | null;
  data?: OtherBlocks2 | null | (OtherBlocks2 | null)[];
  ephemeral?: OtherBlocks2 | null | (OtherBlocks2 | null)[];
  functions?: ShortFunctions | null;
  import?: ImportBlock | null | (ImportBlock | null)[];
  locals?: LocalsBlock | null | (LocalsBlock | null)[];
  module?: OtherBlocks | null | (OtherBlocks | null)[];
  moved?: OtherBlock | null | (OtherBlock | null)[];
  output?: OtherBlocks | null | (OtherBlocks | null)[];
  provider?: ProviderBlocks | null | (ProviderBlocks | null)[];
  removed?: OtherBlock | null | (OtherBlock | null)[];
  resource?: ResourceBlocks | null | (ResourceBlocks | null)[];
  stores?: ShortStores | null;
  /** Tags by key. */
  tags?: { [key: string]: string | number | boolean | null } | Template | null;
  terraform?: OtherBlock | null | (OtherBlock | null)[];
  variable?: VariableBlocks | null | (VariableBlocks | null)[];
}

/** What a configuration can be written in. */
export type ConfigurationFormat = 'yaml' | 'toml' | 'json' | 'tf';

export interface ConnectionFunctionConfigBlock {
  /** A comment. */
  '//'?: unknown;
  /** What it is for. */
  comment: string | number | boolean;
  dynamic?:
    | {
      /** A comment. */
      '//'?: unknown;
      key_value_store_association?:
        | DynamicKeyValueStoreAssociationBlock
        | null
        | (DynamicKeyValueStoreAssociationBlock | null)[];
    }
    | null
    | (
      | {
        /** A comment. */
        '//'?: unknown;
        key_value_store_association?:
          | DynamicKeyValueStoreAssociationBlock
          | null
          | (DynamicKeyValueStoreAssociationBlock | null)[];
      }
      | null)[];
  key_value_store_association?: KeyValueStoreAssociationBlock | KeyValueStoreAssociationBlock[] | null;
  /** The runtime that the code is written for. */
  runtime: 'cloudfront-js-1.0' | 'cloudfront-js-2.0' | Template;
}

/** What a connection object is made of. */
export type ConnectionSource =
  /** Nothing: all of its members are given. */
  | 'object'
  /** A connection that connfn knows by name, such as `revoked`. */
  | {
    preset: string;
  }
  /** The viewer's certificate as PEM text, with the intermediates after it. */
  | {
    pem: string;
  };

/** The part of a stage that a listing does not carry. */
export interface Content {
  code: Digest;
  etag: string;
}

/** A configuration to write in another format. */
export interface ConvertRequest {
  sources: Sources;
  to: ConfigurationFormat;
}

/** A configuration in another format, or why there is none. */
export interface ConvertResponse {
  /** What stands in the way. Whether the configuration makes sense is not looked at. */
  diagnostics: Diagnostic[];
  /** The name that a file with the text has. */
  name: string;
  /** The documents of the configuration's folder as one document that says the same. Absent if one of the diagnostics is an error. */
  text?: string | null;
}

/** Lines of a function's code, counted from 1. */
export interface Coverage {
  /** Those of them that a test ran. */
  hit: number[];
  /** Those on which a statement begins. */
  lines: number[];
}

/** What a function decides about a connection. */
export type Decision = 'allow' | 'deny' | 'none';

export interface DefaultTagsBlock {
  /** A comment. */
  '//'?: unknown;
  /** Tags by key. */
  tags?: { [key: string]: string | number | boolean | null } | Template | null;
}

/** A connection function as it should be. */
export interface DesiredFunction {
  code: TextOfAttributeRef;
  comment: TextOfAttributeRef;
  /** `lifecycle { ignore_changes = […] }`: what stays as it is of a function that exists. Of `Self.IGNORABLE`. */
  ignore_changes?: string[];
  /** The tags that the provider's `ignore_tags` names. */
  ignore_tags?: IgnoreTags;
  /** Where it is declared. Not part of what is desired: moving a block changes nothing. */
  location?: Location | null;
  name: string;
  /** `lifecycle { prevent_destroy = true }`. */
  prevent_destroy?: boolean;
  publish: boolean;
  runtime: Runtime;
  /** The ARN of the associated key value store. */
  store_arn?: TextOfAttributeRef | null;
  /** The resource's own tags. */
  tags: { [key: string]: TextOfAttributeRef };
  /** The resource's tags over the provider's `default_tags`. connfn's own tags are not among them. */
  tags_all: { [key: string]: TextOfAttributeRef };
}

/** All that a configuration declares, by address. */
export interface DesiredState {
  functions: { [key: string]: DesiredFunction };
  /** `import` blocks, by the address that the existing resource is to have. */
  imports?: { [key: string]: Import };
  /** `moved` blocks. What was moved more than once follows from one to the next. */
  moved?: Moved[];
  /** The addresses of `removed` blocks that say `destroy = false`: what the stack owns there leaves it and stays. */
  released?: string[];
  stores: { [key: string]: DesiredStore };
}

/** A key value store as it should be. */
export interface DesiredStore {
  /** Absent and empty are the same to CloudFront. */
  comment: TextOfAttributeRef;
  /** `lifecycle { ignore_changes = […] }`: what stays as it is of a store that exists. Of `Self.IGNORABLE`. */
  ignore_changes?: string[];
  location?: Location | null;
  name: string;
  /** `lifecycle { prevent_destroy = true }`. */
  prevent_destroy?: boolean;
}

/** One problem, or one thing worth knowing. */
export interface Diagnostic {
  /** The resource that it is about, if it is about one. */
  address?: Address | null;
  code: DiagnosticCode;
  /** The way out. */
  help?: string | null;
  /** Where it is, if it is somewhere in a file. */
  location?: Location | null;
  message: string;
  /** Other places that matter, such as the first of two equal names. */
  related?: Related[];
  severity: Severity;
}

/** A diagnostic's code. */
export type DiagnosticCode = string;

/** A SHA-256 digest, written `sha256:` and 64 lower-case hexadecimal digits. */
export type Digest = string;

/** One way in which one resource is not what the configuration says. */
export interface Drift {
  address: Address;
  kind: DriftKind;
  message: string;
}

/** What of a resource is not what the configuration says. */
export type DriftKind =
  | 'owned-by-other-stack' | 'tags'
  /** It does not exist. */
  | 'missing'
  /** The stack owns it, and the configuration does not have it. */
  | 'not-in-configuration'
  /** It exists, and no stack owns it. */
  | 'not-owned'
  /** It has another name. */
  | 'renamed'
  /** What a function's DEVELOPMENT stage holds. */
  | 'development'
  /** What a function's LIVE stage holds, or that it holds nothing. */
  | 'live'
  /** What a store's arguments are. */
  | 'settings'
  /** The tags that say whose it is. */
  | 'ownership';

export interface DynamicConnectionFunctionConfigBlock {
  /** A comment. */
  '//'?: unknown;
  content: ConnectionFunctionConfigBlock | null | (ConnectionFunctionConfigBlock | null)[];
  for_each: unknown[] | Record<string, never> | string;
  iterator?: string;
}

export interface DynamicKeyValueStoreAssociationBlock {
  /** A comment. */
  '//'?: unknown;
  content: KeyValueStoreAssociationBlock | null | (KeyValueStoreAssociationBlock | null)[];
  for_each: unknown[] | Record<string, never> | string;
  iterator?: string;
}

export interface DynamicKeyValueStoreAssociationsBlock {
  /** A comment. */
  '//'?: unknown;
  content: KeyValueStoreAssociationsBlock | null | (KeyValueStoreAssociationsBlock | null)[];
  for_each: unknown[] | Record<string, never> | string;
  iterator?: string;
}

/** Expressions to evaluate. */
export interface EvaluateRequest {
  expressions: string[];
  /** The configuration whose names the expressions may use. It may be empty. */
  sources?: Sources;
}

/** What became of the expressions. */
export interface EvaluateResponse {
  /** One for each expression, in their order. */
  answers: Answer[];
  /** What is wrong with the configuration itself. */
  diagnostics: Diagnostic[];
  /**
   * Files that the configuration or an expression names and the sources neither hold nor declare unavailable; one that ends in
   * `/` is a folder to list. Until none is left, an answer may not be final: ask again with them.
   */
  needs: string[];
}

/** Something happened to a step. */
export type Event = {
  address: Address;
  at_ms: number;
  /** The step's operation by its AWS name. */
  operation: string;
  step: StepId;
} & (
  | {
    event: 'started';
  }
  /** A wait is not over; `status` is what CloudFront says now. */
  | {
    event: 'waiting';
    status: string;
  }
  /** The effect of a call is not known, or a call failed in a way that may pass; looking or trying again. */
  | {
    because: string;
    event: 'retrying';
  }
  | {
    event: 'done';
  }
  | {
    error: string;
    event: 'failed';
  }
  /** Not done since something that it waits for failed. */
  | {
    because: StepId;
    event: 'skipped';
  });

/** What a test expects. */
export interface Expectation {
  /** What is given to `logCustomData()`. */
  custom_data?: string | null;
  decision: Decision;
  /** Part of the message of the exception that ends the function. Without it, none may. */
  error?: string | null;
  /** All that is logged, line for line. */
  logs?: string[] | null;
}

/** How far a feature of the runtime can be relied on. */
export type FeatureState = 'works' | 'undocumented' | 'unreliable' | 'missing';

/** Function code as CloudFront holds it, which need not be text. */
export type FunctionCode =
  | string
  | {
    base64: string;
  };

/** A function as an answer describes it (API model: `ConnectionFunctionSummary`). */
export interface FunctionSummary {
  ConnectionFunctionArn: string;
  ConnectionFunctionConfig: ObservedConfig;
  Id: string;
  Name: string;
  Status: string;
}

/** One test of one function. */
export interface FunctionTest {
  connection: TestConnection;
  expect: Expectation;
  /** Where it is written. Not part of what is tested. */
  location?: Location | null;
  /** What it shows, in words. No two tests of a function have the same. */
  name: string;
  /** The instant at which the function runs, as RFC 3339 writes it; the same for all tests that do not say. */
  now?: string | null;
  /** What the associated key value store holds; null if the function is associated with none. */
  store: { [key: string]: string } | null;
}

export type FunctionTestConnection =
  /** A connection that connfn knows by name. */
  | 'valid' | 'no-certificate' | 'expired' | 'not-yet-valid' | 'no-intermediates' | 'ipv6' | 'ocsp-good' | 'revoked' | 'intermediate-revoked' | 'ocsp-unknown' | 'ocsp-error'
  | {
    /** A comment. */
    '//'?: unknown;
    /** A member of the connection object, as AWS documents it. */
    clientCertificate?: unknown;
    /** A member of the connection object, as AWS documents it. */
    clientIp?: unknown;
    /** A member of the connection object, as AWS documents it. */
    connectionId?: unknown;
    /** A member of the connection object, as AWS documents it. */
    distributionId?: unknown;
    /** A member of the connection object, as AWS documents it. */
    endpoint?: unknown;
    /** The viewer's certificate as PEM text, with the intermediates after it. */
    pem?: string;
    /** A file with the viewer's certificate, from the folder of this document. */
    pem_file?: string;
    /** A connection that connfn knows by name. */
    preset?: 'valid' | 'no-certificate' | 'expired' | 'not-yet-valid' | 'no-intermediates' | 'ipv6' | 'ocsp-good' | 'revoked' | 'intermediate-revoked' | 'ocsp-unknown' | 'ocsp-error';
    [key: string]: unknown;
  };

export type FunctionTestExpectation =
  /** `none` is a function that calls neither `allow()` nor `deny()`. */
  | 'allow' | 'deny' | 'none'
  | {
    /** A comment. */
    '//'?: unknown;
    /** What it gives to `logCustomData()`. */
    custom_data?: string;
    /** `none` is a function that calls neither `allow()` nor `deny()`. */
    decision?: 'allow' | 'deny' | 'none';
    /** Part of the message of the exception that ends it. Without this none may. */
    error?: string;
    /** All that the function logs, line for line. */
    logs?: string[];
  } & (unknown | unknown);

/** What the tests of one function showed. */
export interface FunctionTestReport {
  cases: TestCaseReport[];
  /** The digest of the code that was run: that of `code_under_test`. */
  code: Digest;
  coverage: Coverage;
  /** The runtime that the code was run for. */
  runtime: Runtime;
  /** The digest of the tests that were run. */
  tests: Digest;
}

/**
 * What running a function on a connection gave (API model: `ConnectionFunctionTestResult`). AWS tells the form of none of
 * these.
 */
export interface FunctionTestResult {
  ConnectionFunctionErrorMessage?: string | null;
  ConnectionFunctionExecutionLogs?: string[] | null;
  ConnectionFunctionOutput?: string | null;
}

export type FunctionTestStore = { [key: string]: string };

export type FunctionTests =
  | {
    /** A comment. */
    '//'?: unknown;
    /** The connection that the function decides about. */
    connection?: FunctionTestConnection;
    /** What the function is to do. */
    expect: FunctionTestExpectation;
    /** What the test shows, on one line. */
    name: string;
    /** The instant at which the function runs, as RFC 3339 writes it. The first of 2026, if it is left out. */
    now?: string;
    /** What the associated key value store holds. Nothing, if it is left out. */
    store?: FunctionTestStore;
    /** A file with what the store holds, in AWS's import format. `store` counts over it. */
    store_file?: string;
  }[]
  | {
    /** A comment. */
    '//'?: unknown;
    cases: {
      /** A comment. */
      '//'?: unknown;
      /** The connection that the function decides about. */
      connection?: FunctionTestConnection;
      /** What the function is to do. */
      expect: FunctionTestExpectation;
      /** What the test shows, on one line. */
      name: string;
      /** The instant at which the function runs, as RFC 3339 writes it. The first of 2026, if it is left out. */
      now?: string;
      /** What the associated key value store holds. Nothing, if it is left out. */
      store?: FunctionTestStore;
      /** A file with what the store holds, in AWS's import format. `store` counts over it. */
      store_file?: string;
    }[];
    /** What the cases have unless they say something else. */
    defaults?: {
      /** A comment. */
      '//'?: unknown;
      /** The connection that the function decides about. */
      connection?: FunctionTestConnection;
      /** The instant at which the function runs, as RFC 3339 writes it. The first of 2026, if it is left out. */
      now?: string;
      /** What the associated key value store holds. Nothing, if it is left out. */
      store?: FunctionTestStore;
      /** A file with what the store holds, in AWS's import format. `store` counts over it. */
      store_file?: string;
    };
  };

/** Tags that are given to a new resource if the configuration has them, and then left as they are. */
export interface IgnoreTags {
  key_prefixes: string[];
  keys: string[];
}

export interface IgnoreTagsBlock {
  /** A comment. */
  '//'?: unknown;
  key_prefixes?: string[] | Template | null;
  keys?: string[] | Template | null;
}

/** An `import` block: a function is named by its id, a store by its name, as in Terraform. */
export interface Import {
  id: string;
  location?: Location | null;
}

/** The files to write for all that no stack owns. */
export interface ImportAllResponse {
  /** What is in the configuration, functions before stores, by name. */
  addresses: Address[];
  /**
   * By path, relative to the configuration's folder: `functions.tf` and `stores.tf` with their `import` blocks, and the
   * functions' code. Empty if there is nothing that no stack owns.
   */
  files: { [key: string]: string };
  /** What was left out and why, and what to know besides. */
  notes: string[];
}

export interface ImportBlock {
  /** A comment. */
  '//'?: unknown;
  id: string;
  provider?: string;
  to: string;
}

/** What to import. */
export interface ImportRequest {
  /** A function's id, ARN or name, or a store's name or ARN. */
  id: string;
  /** The label in the configuration; made of the resource's name if absent. */
  label?: string | null;
  observed: ObservedState;
}

/** The files to write. */
export interface ImportResponse {
  address: Address;
  /** By path, relative to the configuration's folder: the configuration with its `import` block, and the function's code. */
  files: { [key: string]: string };
  /** What to know besides. */
  notes: string[];
}

export interface KeyValueStoreAssociationBlock {
  /** A comment. */
  '//'?: unknown;
  /** The store's ARN: `${aws_cloudfront_key_value_store.LABEL.arn}`. */
  key_value_store_arn: string | Template;
}

export interface KeyValueStoreAssociationsBlock {
  /** A comment. */
  '//'?: unknown;
  /** The store's ARN: `${aws_cloudfront_key_value_store.LABEL.arn}`. */
  key_value_store_arn: string | Template;
}

export interface LifecycleBlock {
  /** A comment. */
  '//'?: unknown;
  prevent_destroy?: boolean | 'true' | 'false' | '1' | '0' | Template | null;
  [key: string]: unknown;
}

/** What happens to a function's LIVE stage, the one that viewers meet. */
export interface LiveChange {
  /** What LIVE will hold, null if nothing. */
  after: { [key: string]: Attribute } | null;
  /** What LIVE holds now, null if it holds nothing: `comment`, `connection_function_code`, `key_value_store_arn`, `runtime`. */
  before: { [key: string]: Attribute } | null;
  effect: LiveEffect;
}

/** What a plan does to a LIVE stage. */
export type LiveEffect = 'publish' | 'stays' | 'same' | 'removed';

export interface LocalsBlock {
  /** A comment. */
  '//'?: unknown;
  connfn_checks?: WrittenChecks | Template | null;
  [key: string]: unknown;
}

/** A span of a file. The file is named as the caller named it. */
export interface Location {
  file: string;
  span: Span;
}

/** What a plan is for. */
export type Mode = 'normal' | 'destroy' | 'refresh-only';

/** A `moved` block: what `from` names is now called `to`. Each is the address of a resource, of a module, or of one instance. */
export interface Moved {
  from: string;
  to: string;
}

/** One thing to know about one resource. */
export interface Note {
  address: Address;
  message: string;
}

/** Associations in an answer, where `Items` may be left out if there are none. */
export interface ObservedAssociations {
  Items?: {
    KeyValueStoreARN: string;
  }[] | null;
}

/** A function's configuration as an answer describes it (API model: `FunctionConfig`). */
export interface ObservedConfig {
  Comment: string;
  KeyValueStoreAssociations?: ObservedAssociations | null;
  Runtime: string;
}

/** An existing connection function. */
export interface ObservedFunction {
  arn: string;
  development: ObservedStage;
  /** The ids of the distributions that use it. Absent if nobody asked. */
  distributions?: string[] | null;
  /** Absent until the function is first published. */
  live: ObservedStage | null;
  name: string;
  /** `UNPUBLISHED`, `UNASSOCIATED`, `PUBLISHING`, `IN_PROGRESS` or `DEPLOYED`; the API model leaves it open. */
  status: string;
  tags: { [key: string]: string };
}

/** What one stage of a function holds. */
export interface ObservedStage {
  comment: string;
  /** ETag and code digest. Absent if only the summary was read, as for a function that is no concern of the plan. */
  content: Content | null;
  /** One of `Runtime`'s names, or one that is newer than this build. */
  runtime: string;
  /** ARNs of the associated key value stores. */
  store_arns: string[];
}

/** What exists in an account. */
export interface ObservedState {
  /** Function code, held once. */
  code: { [key: string]: FunctionCode };
  format_version: number;
  /** Connection functions by id. */
  functions: { [key: string]: ObservedFunction };
  /** Key value stores by name. */
  stores: { [key: string]: ObservedStore };
}

/** An existing key value store. */
export interface ObservedStore {
  arn: string;
  comment: string;
  /** Absent if only the listing was read, as for a store that is no concern of the plan. */
  etag: string | null;
  id: string;
  last_modified_time: string;
  /** `PROVISIONING` or `READY`; the API model leaves it open. */
  status: string;
  tags: { [key: string]: string };
}

/** A tag in an answer. */
export interface ObservedTag {
  Key: string;
  Value?: string | null;
}

/** Tags in an answer, where `Items` may be left out if there are none. */
export interface ObservedTags {
  Items?: ObservedTag[] | null;
}

/** A block that connfn does not read. */
export type OtherBlock = { [key: string]: unknown };

export type OtherBlocks = { [key: string]: OtherBlock | null | (OtherBlock | null)[] };

export type OtherBlocks2 = { [key: string]: OtherBlocks | null | (OtherBlocks | null)[] };

/** What became of a call. */
export type Outcome =
  /** CloudFront answered that it is done. */
  | {
    response: Response;
    result: 'success';
  }
  /** CloudFront answered with an error of the API model or another of its own. */
  | {
    error: ServiceError;
    result: 'error';
  }
  /** Nobody knows whether the call had its effect: no answer, or one that could not be read. */
  | {
    message: string;
    result: 'unknown';
  }
  /** The call never left, for want of credentials or of a connection. */
  | {
    message: string;
    result: 'not-sent';
  };

/** The value of an output. */
export interface Output {
  /** The value as JSON text. None if some of it is known only after apply. */
  json: string | null;
  /** The type as JSON text, in the form in which Terraform writes types: `"string"`, `["list","number"]`. */
  kind: string;
  /** A string, a number or a bool as it is. None if it is something else, or not known. */
  raw: string | null;
  /** Whether it is to be shown only to whoever asks for it by its name. */
  sensitive: boolean;
  /** The value as Terraform prints it, also if it is sensitive. */
  text: string;
}

/** A value that an earlier step's answer gives, by AWS's name: `ARN`, `ConnectionFunctionArn`, `ETag`, `Id`, `Status`. */
export interface OutputRef {
  output: string;
  step: StepId;
}

/** A configuration whose outputs are asked for. */
export interface OutputsRequest {
  /** What exists. Without it everything that CloudFront sets is known only after apply. */
  observed?: ObservedState | null;
  sources: Sources;
  /** The stack whose resources count as the configuration's. */
  stack?: string;
}

/** The outputs of a configuration and what is wrong with it. */
export interface OutputsResponse {
  diagnostics: Diagnostic[];
  /** As in `crate.CheckResponse.needs`. */
  needs: string[];
  /** An output with an error is not among them. */
  outputs: { [key: string]: Output };
}

/** What is to be done to make CloudFront what a configuration asks for. */
export interface Plan {
  /** What was observed of the resources that the plan is about. */
  basis: Basis;
  /**
   * Every resource that is in the configuration or owned by the stack, by address; of a plan with targets, every one that it
   * is about.
   */
  changes: Change[];
  /** Function code, held once. */
  code: { [key: string]: FunctionCode };
  /** The digest of the desired state that the plan came from. */
  configuration: Digest;
  /** The digest of all the rest, to notice a plan that was edited by hand. */
  digest: Digest;
  format_version: number;
  mode: Mode;
  report: Report;
  /**
   * The digest of the plan whose run this one undoes, if it is to undo one: it is then about what that run was to change, and
   * about nothing else.
   */
  rollback?: Digest | null;
  /** The stack that owns what the plan makes. */
  stack: string;
  /** The calls, each after those that it waits for. */
  steps: Step[];
  /**
   * The addresses that were asked for, if not all were: the plan is then about these and what belongs to them, and about
   * nothing else.
   */
  targets?: string[];
}

/** What to plan. */
export interface PlanRequest {
  /** Take over resources of the configured names that nobody owns. */
  adopt?: boolean;
  mode?: Mode;
  /** Leave what the stack owns and the configuration no longer has, instead of deleting it. */
  no_prune?: boolean;
  observed: ObservedState;
  /** Have CloudFront run the tests too, on the DEVELOPMENT stage, before a function is published. */
  remote_tests?: boolean;
  sources: Sources;
  /** The stack that owns what is made. Its name must be the configuration's alone. */
  stack: string;
  /**
   * Plan only for these addresses and what belongs to them: what they refer to, or, to destroy, what uses them. An address
   * without an instance's key means all instances. Empty means everything.
   */
  targets?: string[];
  /** What running the tests of the configuration showed. No function is published of which one fails. */
  tests?: TestReport | null;
}

/** A plan, or why there is none. */
export interface PlanResponse {
  /** The problems of the configuration, and what blocks the plan. */
  diagnostics: Diagnostic[];
  /** As in `CheckResponse.needs`. */
  needs: string[];
  /** `None` if the configuration has an error or needs a file. A plan that is blocked is there, and has no steps. */
  plan: Plan | null;
  /** As in `CheckResponse.wants`. */
  wants: string[];
}

/** What to do next. */
export interface Poll {
  /** Calls to make now, at once. */
  calls: Call[];
  /** The run is over: no call is in flight and none will come. */
  finished: boolean;
  /** When to poll again if no call is answered before. */
  wake_at_ms: number | null;
}

/** A place in a file: byte offset from 0, line from 1, and the column from 1 in UTF-8 bytes and in UTF-16 code units. */
export interface Position {
  byte: number;
  column_utf16: number;
  column_utf8: number;
  line: number;
}

/** What must be so for a mutating call to be made. */
export type Precondition =
  /** The resource is at this version; sent as `IfMatch`. */
  | {
    etag: TextOfOutputRef;
  }
  /** Nothing of this name exists; CloudFront refuses the creation otherwise. */
  | {
    absent: {
      name: string;
    };
  };

export interface ProviderBlock {
  /** A comment. */
  '//'?: unknown;
  alias?: string;
  default_tags?: DefaultTagsBlock | DefaultTagsBlock[] | null;
  ignore_tags?: IgnoreTagsBlock | IgnoreTagsBlock[] | null;
  [key: string]: unknown;
}

export type ProviderBlocks = { [key: string]: ProviderBlock | null | (ProviderBlock | null)[] };

/** The account of one run. */
export interface Receipt {
  /** What the run was to change: each resource as it was before, and as it was to be. */
  changes: Change[];
  /** The function code of what was before the run, in either stage, held once. */
  code: { [key: string]: FunctionCode };
  /** The digest of all the rest, to notice a receipt that was edited by hand. */
  digest: Digest;
  format_version: number;
  /** The digest of the plan that was carried out. */
  plan: Digest;
  result: RunResult;
  stack: string;
  /** One record a step, in the plan's order. */
  steps: StepRecord[];
}

/** A second place, and what it has to do with the first. */
export interface Related {
  location: Location;
  message: string;
}

/** What a test that CloudFront runs is called, and what it is to show. */
export interface RemoteTest {
  decision: Decision;
  name: string;
  /** Whether an exception is to end the function. */
  throws?: boolean;
}

/** What the plan does not do, and why. */
export interface Report {
  /** What stands in the way. A plan with any of these has no steps and cannot be applied. */
  blocked: Diagnostic[];
  /** Where CloudFront is not what the configuration says, if that is all that was asked. */
  drift?: Drift[];
  /** What is in the configuration or owned by the stack and was not looked at, since it was not asked for. */
  left_out?: Address[];
  /** What stays as it is and why, and what to know besides. */
  notes: Note[];
  /** What became of the tests of the functions that have some. */
  tests?: { [key: string]: TestCounts };
}

export interface ResourceBlocks {
  /** A comment. */
  '//'?: unknown;
  aws_cloudfront_connection_function?:
    | AwsCloudfrontConnectionFunctionBlocks
    | null
    | (AwsCloudfrontConnectionFunctionBlocks | null)[];
  aws_cloudfront_key_value_store?: AwsCloudfrontKeyValueStoreBlocks | null | (AwsCloudfrontKeyValueStoreBlocks | null)[];
  [key: string]: unknown;
}

/** The types of resource that connfn manages, by Terraform's names. */
export type ResourceType = 'aws_cloudfront_connection_function' | 'aws_cloudfront_key_value_store';

/**
 * The members of a successful answer that connfn reads. Which are set depends on the operation; others are ignored, so
 * an SDK's own response object can be given as it is, but for code, which SDKs give as bytes.
 */
export interface Response {
  /** Function code, decoded as UTF-8. Code that is not text reads as a string that no function has. */
  ConnectionFunctionCode?: string | null;
  ConnectionFunctionSummary?: FunctionSummary | null;
  ConnectionFunctionTestResult?: FunctionTestResult | null;
  ConnectionFunctions?: FunctionSummary[] | null;
  ETag?: string | null;
  KeyValueStore?: StoreSummary | null;
  NextMarker?: string | null;
  Tags?: ObservedTags | null;
}

/** What to undo. */
export interface RollbackRequest {
  observed: ObservedState;
  /** The receipt of the run, however it ended. */
  receipt: Receipt;
}

/** How a run ended. */
export type RunResult = 'unfinished' | 'complete' | 'failed' | 'cancelled';

/** A runtime of connection functions (API model: `FunctionRuntime`). */
export type Runtime = 'cloudfront-js-1.0' | 'cloudfront-js-2.0';

/** Which resources to read in full. The others are listed only, since a plan must still see whose name or store is in use. */
export interface Scope {
  /** Read everything, whoever owns it. */
  everything: boolean;
  /** Read the functions of these ids. */
  function_ids: string[];
  /** Read the functions of these names. */
  function_names: string[];
  /** Read what this stack owns. */
  stack: string | null;
  /** Read the stores of these names. */
  store_names: string[];
}

/** What a plan is to be computed for. */
export interface ScopeRequest {
  mode?: Mode;
  sources: Sources;
  stack: string;
}

/** An error answer. */
export interface ServiceError {
  /** AWS's error code, such as `PreconditionFailed`. */
  code: string;
  message: string;
  request_id?: string | null;
  /** The HTTP status, if it is known. From 500 on, nobody knows whether the call had its effect. */
  status?: number | null;
}

/** How much a diagnostic weighs. An error stops a plan; a warning and a note do not. */
export type Severity = 'error' | 'warning' | 'info';

export interface ShortFunction {
  /** A comment. */
  '//'?: unknown;
  code:
    | {
      /** A comment. */
      '//'?: unknown;
      /** The file that holds the code. */
      file: string;
    }
    /** The code itself. */
    | string;
  /** What it is for. */
  comment?: string | number | boolean | null;
  count?: number | string;
  depends_on?: string[];
  for_each?: { [key: string]: unknown } | string;
  lifecycle?: LifecycleBlock | LifecycleBlock[] | null;
  /** The name in the account: letters, digits, hyphens and underscores. */
  name?: string | Template | number | boolean | null;
  provider?: string;
  /** Whether LIVE is to hold what this says. The default is `false`. */
  publish?: boolean | 'true' | 'false' | '1' | '0' | Template | null;
  /** The runtime that the code is written for. */
  runtime?: 'cloudfront-js-1.0' | 'cloudfront-js-2.0' | Template | null;
  stores?: string[] | string | null;
  /** Tags by key. */
  tags?: { [key: string]: string | number | boolean | null } | Template | null;
  tests?: FunctionTests | null;
}

/** The functions by their labels. */
export type ShortFunctions = { [key: string]: ShortFunction };

export interface ShortStore {
  /** A comment. */
  '//'?: unknown;
  /** What it is for. */
  comment?: string | number | boolean | null;
  count?: number | string;
  depends_on?: string[];
  for_each?: { [key: string]: unknown } | string;
  lifecycle?: LifecycleBlock | LifecycleBlock[] | null;
  /** The name in the account: letters, digits, hyphens and underscores. */
  name?: string | Template | number | boolean | null;
  provider?: string;
}

/** The key value stores by their labels. */
export type ShortStores = { [key: string]: ShortStore | null };

/** An existing resource. */
export interface ShownResource {
  /** Its address in that stack's configuration. */
  address: string | null;
  attributes: { [key: string]: Attribute };
  /** The ids of the distributions that use it, null if nobody asked. */
  distributions: string[] | null;
  /** A function's id, a store's name: what `connfn import` and an `import` block take. */
  import_id: string;
  /** What a function's LIVE stage holds, null if it was never published: the stage that viewers meet. */
  live: { [key: string]: Attribute } | null;
  name: string;
  /** The stack that owns it, null if none does. */
  stack: string | null;
  type: ResourceType;
}

/** The files of a configuration. */
export interface Sources {
  /**
   * Texts by path, relative to the configuration's folder, with `/`. Those without a `/` that end in `.tf` or `.tf.json`,
   * or the one called `connfn.yaml`, `connfn.yml`, `connfn.toml` or `connfn.json`, are the configuration, `terraform.tfvars` and
   * `*.auto.tfvars` (and those with `.json`) give variables their values, and the others are what the configuration names. See `is_configuration`.
   */
  files?: { [key: string]: string };
  /**
   * What lies directly in a folder, by the folder's path, which ends in `/`: the names of its files, and those of its folders
   * with a `/` after them, in any order. `./` is the configuration's own folder.
   */
  listings?: { [key: string]: string[] };
  /** Files and folders that the configuration names and that the caller could not read. A folder ends in `/`. */
  unavailable?: { [key: string]: Unavailable };
  /**
   * Values of variables beside those of the folder's own files. What the environment gives counts least of all, and the rest
   * counts most, the later over the earlier.
   */
  variables?: VariableValue[];
}

/** From the first byte of something to the byte after its last. */
export interface Span {
  end: Position;
  start: Position;
}

/** A stage of a function (API model: `FunctionStage`). */
export type Stage = 'DEVELOPMENT' | 'LIVE';

/** A call of the plan. */
export type Step = {
  address: Address;
  /** The steps that must have succeeded before. */
  after: StepId[];
  id: StepId;
  precondition: Precondition | null;
  /** For a test: what it is to show. */
  test?: RemoteTest | null;
  /** For a read that is repeated until something is so. */
  wait: Wait | null;
} & (
  | {
    input: {
      ConnectionFunctionCode: CodeInput;
      ConnectionFunctionConfig: {
        Comment: TextOfOutputRef;
        KeyValueStoreAssociations?: {
          Items: {
            KeyValueStoreARN: TextOfOutputRef;
          }[];
          Quantity: number;
        } | null;
        Runtime: Runtime;
      };
      Name: string;
      Tags: {
        Items: {
          Key: string;
          Value: TextOfOutputRef;
        }[];
      };
    };
    operation: 'CreateConnectionFunction';
  }
  | {
    /** Replaces configuration and code of the DEVELOPMENT stage. */
    input: {
      ConnectionFunctionCode: CodeInput;
      ConnectionFunctionConfig: {
        Comment: TextOfOutputRef;
        KeyValueStoreAssociations?: {
          Items: {
            KeyValueStoreARN: TextOfOutputRef;
          }[];
          Quantity: number;
        } | null;
        Runtime: Runtime;
      };
      Id: TextOfOutputRef;
      IfMatch?: string | null;
    };
    operation: 'UpdateConnectionFunction';
  }
  | {
    /** Runs a stage of a function on a connection. The object is bytes to CloudFront; here it is the text that they are in UTF-8. */
    input: {
      ConnectionObject: string;
      Id: TextOfOutputRef;
      IfMatch?: string | null;
      Stage: Stage;
    };
    operation: 'TestConnectionFunction';
  }
  | {
    /** A function at the version of its DEVELOPMENT stage that the call expects. */
    input: {
      Id: TextOfOutputRef;
      IfMatch?: string | null;
    };
    operation: 'PublishConnectionFunction';
  }
  | {
    /** A function at the version of its DEVELOPMENT stage that the call expects. */
    input: {
      Id: TextOfOutputRef;
      IfMatch?: string | null;
    };
    operation: 'DeleteConnectionFunction';
  }
  | {
    input: {
      Identifier: TextOfOutputRef;
      Stage: Stage;
    };
    operation: 'DescribeConnectionFunction';
  }
  | {
    input: {
      Identifier: TextOfOutputRef;
      Stage: Stage;
    };
    operation: 'GetConnectionFunction';
  }
  | {
    input: {
      Marker?: string | null;
      Stage: Stage;
    };
    operation: 'ListConnectionFunctions';
  }
  | {
    input: {
      Comment: TextOfOutputRef;
      Name: string;
      Tags: {
        Items: {
          Key: string;
          Value: TextOfOutputRef;
        }[];
      };
    };
    operation: 'CreateKeyValueStore';
  }
  | {
    input: {
      Comment: TextOfOutputRef;
      IfMatch?: string | null;
      Name: string;
    };
    operation: 'UpdateKeyValueStore';
  }
  | {
    input: {
      IfMatch?: string | null;
      Name: string;
    };
    operation: 'DeleteKeyValueStore';
  }
  | {
    input: {
      Name: string;
    };
    operation: 'DescribeKeyValueStore';
  }
  | {
    input: {
      Resource: TextOfOutputRef;
      Tags: {
        Items: {
          Key: string;
          Value: TextOfOutputRef;
        }[];
      };
    };
    operation: 'TagResource';
  }
  | {
    input: {
      Resource: TextOfOutputRef;
      TagKeys: {
        Items: string[];
      };
    };
    operation: 'UntagResource';
  }
  | {
    input: {
      Resource: TextOfOutputRef;
    };
    operation: 'ListTagsForResource';
  });

/** The id of a step: the resource's address, a slash and what is done. */
export type StepId = string;

/** What became of one step. */
export interface StepRecord {
  address: Address;
  calls: CallRecord[];
  error?: string | null;
  /** The way out of the error. */
  help?: string | null;
  id: StepId;
  operation: string;
  /** What the step gave to later ones, by AWS's names. */
  outputs?: { [key: string]: string };
  status: StepStatus;
  /** What the step was to show, if it was a test. */
  test?: RemoteTest | null;
}

/** Where a step stands. */
export type StepStatus = 'done' | 'failed' | 'not-started' | 'in-progress' | 'skipped';

/** A store as an answer describes it (API model: `KeyValueStore`). */
export interface StoreSummary {
  ARN: string;
  Comment: string;
  Id: string;
  LastModifiedTime?: string | null;
  Name: string;
  Status?: string | null;
}

/** A template, such as `${file("gate.js")}`. */
export type Template = string;

/** What one test showed. */
export interface TestCaseReport {
  /** The connection object that the function was given, as JSON text. */
  connection: string;
  custom_data?: string | null;
  decision: Decision;
  /** The exception that ended the function, or why it could not be run. */
  error?: string | null;
  expected: Decision;
  location?: Location | null;
  logs: string[];
  name: string;
  /** What is worth knowing beside it, such as that both `allow()` and `deny()` were called. */
  notes?: string[];
  /** The instant at which the function ran, if the test says so. */
  now?: string | null;
  /** Each way in which the function did not do what is expected, in words. The test has passed if there is none. */
  problems: string[];
}

/** The connection that a test has a function decide about. */
export interface TestConnection {
  /**
   * Members of the connection object, as the JSON text of an object. They are merged into what the source gives, object into
   * object; null takes a member away.
   */
  object: string;
  source: ConnectionSource;
}

/** How many tests of a function passed, failed, and were not run. */
export interface TestCounts {
  failed: number;
  not_run: number;
  passed: number;
}

/** What running tests showed. */
export interface TestReport {
  functions: { [key: string]: FunctionTestReport };
}

/**
 * A string made of literal parts and references `R`. In JSON a string if it is known, else `{"template": [parts]}`.
 *
 * Adjacent literals are always merged and empty ones dropped, so two equal texts have equal parts.
 */
export type TextOfAttributeRef =
  | string
  | {
    template: (string | AttributeRef)[];
  };

/**
 * A string made of literal parts and references `R`. In JSON a string if it is known, else `{"template": [parts]}`.
 *
 * Adjacent literals are always merged and empty ones dropped, so two equal texts have equal parts.
 */
export type TextOfOutputRef =
  | string
  | {
    template: (string | OutputRef)[];
  };

/** Why a file or a folder could not be read. */
export type Unavailable =
  | 'missing' | 'not-utf8'
  /** It lies outside the configuration's folder, perhaps behind a link. */
  | 'outside'
  | {
    unreadable: {
      reason: string;
    };
  };

/** What ends a wait. */
export type Until =
  /** `Status` is one of these. */
  | {
    status: string[];
  }
  /** The code that is read is this. */
  | {
    code: CodeInput;
  }
  /** The configuration that is read is this. */
  | {
    config: {
      Comment: TextOfOutputRef;
      KeyValueStoreAssociations?: {
        Items: {
          KeyValueStoreARN: TextOfOutputRef;
        }[];
        Quantity: number;
      } | null;
      Runtime: Runtime;
    };
  };

export interface VariableBlock {
  /** A comment. */
  '//'?: unknown;
  default?: unknown;
  description?: string;
  nullable?: boolean;
  sensitive?: boolean;
  type?: string;
  [key: string]: unknown;
}

export type VariableBlocks = { [key: string]: VariableBlock | null | (VariableBlock | null)[] };

/** Where a value of a variable comes from. */
export type VariableOrigin = 'environment' | 'option' | 'file';

/** A value for a variable, or a file of them. */
export interface VariableValue {
  from?: VariableOrigin;
  /** The variable's name; of a file its path, of whatever form: it is not read, only named. */
  name: string;
  /**
   * As on a command line: plain text for a variable that is a string, a number or a bool, and else an expression. Of a file its
   * text, which is JSON if its path ends in `.json`.
   */
  value: string;
}

/** How long to repeat a read, and until when. */
export interface Wait {
  limit_seconds: number;
  until: Until;
}

export interface WrittenChecks {
  /** A comment. */
  '//'?: unknown;
  /** Whether a viewer may connect without a certificate. */
  optional_mtls?: boolean | 'true' | 'false' | '1' | '0' | Template | null;
  /** How far features of the runtime can be relied on, by their ids. */
  runtime_features?: WrittenFeatures | Template | null;
}

export type WrittenFeatureState = 'works' | 'undocumented' | 'unreliable' | 'missing' | Template;

export interface WrittenFeatures {
  /** A comment. */
  '//'?: unknown;
  array_flat?: WrittenFeatureState;
  array_from?: WrittenFeatureState;
  async_closure?: WrittenFeatureState;
  async_fn?: WrittenFeatureState;
  async_nested_mutating_outer?: WrittenFeatureState;
  async_rest_params?: WrittenFeatureState;
  at?: WrittenFeatureState;
  await_in_arguments?: WrittenFeatureState;
  base64?: WrittenFeatureState;
  bigint?: WrittenFeatureState;
  bigint_literal?: WrittenFeatureState;
  binary_literal?: WrittenFeatureState;
  buffer?: WrittenFeatureState;
  byte_strings?: WrittenFeatureState;
  class?: WrittenFeatureState;
  collections?: WrittenFeatureState;
  computed_property?: WrittenFeatureState;
  console_arguments?: WrittenFeatureState;
  console_methods?: WrittenFeatureState;
  data_view?: WrittenFeatureState;
  debugger?: WrittenFeatureState;
  default_params?: WrittenFeatureState;
  destructuring?: WrittenFeatureState;
  dynamic_import?: WrittenFeatureState;
  eval?: WrittenFeatureState;
  export?: WrittenFeatureState;
  find_last?: WrittenFeatureState;
  for_await?: WrittenFeatureState;
  for_of?: WrittenFeatureState;
  fs?: WrittenFeatureState;
  function_constructor?: WrittenFeatureState;
  generator?: WrittenFeatureState;
  getter_setter?: WrittenFeatureState;
  import?: WrittenFeatureState;
  import_form?: WrittenFeatureState;
  import_meta?: WrittenFeatureState;
  import_module?: WrittenFeatureState;
  intl?: WrittenFeatureState;
  let_const?: WrittenFeatureState;
  locale_compare?: WrittenFeatureState;
  logical_assignment?: WrittenFeatureState;
  match_all?: WrittenFeatureState;
  network?: WrittenFeatureState;
  new_target?: WrittenFeatureState;
  normalize?: WrittenFeatureState;
  nullish?: WrittenFeatureState;
  numeric_separator?: WrittenFeatureState;
  object_from_entries?: WrittenFeatureState;
  octal_literal?: WrittenFeatureState;
  optional_catch_binding?: WrittenFeatureState;
  optional_chaining?: WrittenFeatureState;
  process?: WrittenFeatureState;
  promise_combinators?: WrittenFeatureState;
  reflection?: WrittenFeatureState;
  regex_empty_class?: WrittenFeatureState;
  regex_flag_y?: WrittenFeatureState;
  regex_flags?: WrittenFeatureState;
  regex_large_count?: WrittenFeatureState;
  regex_lookbehind?: WrittenFeatureState;
  regex_lookbehind_length?: WrittenFeatureState;
  regex_property?: WrittenFeatureState;
  regex_same_names?: WrittenFeatureState;
  replace_all?: WrittenFeatureState;
  require_buffer?: WrittenFeatureState;
  shorthand_method?: WrittenFeatureState;
  shorthand_property?: WrittenFeatureState;
  spread?: WrittenFeatureState;
  string_bytes_from?: WrittenFeatureState;
  string_raw?: WrittenFeatureState;
  structured_clone?: WrittenFeatureState;
  symbol_for?: WrittenFeatureState;
  tagged_template?: WrittenFeatureState;
  timers?: WrittenFeatureState;
  top_level_await?: WrittenFeatureState;
  unicode_names?: WrittenFeatureState;
  url?: WrittenFeatureState;
  using?: WrittenFeatureState;
}
