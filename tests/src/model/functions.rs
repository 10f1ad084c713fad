//! Connection functions.

use super::{
    ACCOUNT, Account, Answer, DEPLOYING_MS, Function, PAGE, PUBLISHING_MS, Stage, check_version, not_found, refuse,
};
use connfn::operation::{
    self, CreateConnectionFunction, FunctionConfig, FunctionStage, FunctionSummary, FunctionTestResult,
    FunctionVersion, ListFunctions, ObservedAssociations, ObservedConfig, Response, ServiceError, TestFunction,
    UpdateConnectionFunction,
};

impl Function {
    pub fn arn(id: &str) -> String {
        format!("arn:aws:cloudfront::{ACCOUNT}:connection-function/{id}")
    }

    pub fn status(&self, now_ms: u64) -> &'static str {
        let Some(published) = self.published_at_ms else { return "UNPUBLISHED" };
        match (now_ms.saturating_sub(published), self.distributions.is_empty()) {
            (since, _) if since < PUBLISHING_MS => "PUBLISHING",
            (_, true) => "UNASSOCIATED",
            (since, false) if since < PUBLISHING_MS + DEPLOYING_MS => "IN_PROGRESS",
            (_, false) => "DEPLOYED",
        }
    }

    pub(super) fn stages(&self) -> impl Iterator<Item = &Stage> {
        [&self.development].into_iter().chain(&self.live)
    }
}

impl Stage {
    pub fn store_arns(&self) -> impl Iterator<Item = &String> {
        let associations = self.config.key_value_store_associations.iter();
        associations.flat_map(|associations| &associations.items).map(|item| &item.key_value_store_arn)
    }
}

impl Account {
    pub(super) fn create_function(&mut self, input: &CreateConnectionFunction<String, String>, now_ms: u64) -> Answer {
        self.check_contents(&input.connection_function_config, &input.connection_function_code, now_ms)?;
        if self.functions.values().any(|function| function.name == input.name) {
            return Err(refuse("EntityAlreadyExists", "a function of this name exists"));
        }
        let id = format!("cf_{:08}", self.number());
        let development = Stage {
            config: input.connection_function_config.clone(),
            code: input.connection_function_code.clone(),
            etag: self.etag(),
        };
        let tags = input.tags.items.iter().map(|tag| (tag.key.clone(), tag.value.clone())).collect();
        let function = Function {
            name: input.name.clone(),
            tags,
            development,
            live: None,
            published_at_ms: None,
            distributions: Vec::new(),
        };
        self.functions.insert(id.clone(), function);
        self.describe(&id, operation::Stage::Development, now_ms)
    }

    pub(super) fn update_function(&mut self, input: &UpdateConnectionFunction<String, String>, now_ms: u64) -> Answer {
        self.check_contents(&input.connection_function_config, &input.connection_function_code, now_ms)?;
        check_version(input.if_match.as_ref(), &self.function(&input.id)?.development.etag)?;
        let development = Stage {
            config: input.connection_function_config.clone(),
            code: input.connection_function_code.clone(),
            etag: self.etag(),
        };
        self.functions.get_mut(&input.id).unwrap().development = development;
        self.describe(&input.id, operation::Stage::Development, now_ms)
    }

    /// Decides as the code reads: the model runs none.
    pub(super) fn test_function(&self, input: &TestFunction<String>) -> Answer {
        let stage = self.stage(&input.id, input.stage)?;
        check_version(input.if_match.as_ref(), &stage.etag)?;
        let word = if stage.code.contains("throw") {
            None
        } else {
            Some(if stage.code.contains(".allow(") { "allow" } else { "deny" })
        };
        let result = FunctionTestResult {
            connection_function_output: word.map(str::to_owned),
            connection_function_error_message: word.is_none().then(|| "Error: thrown".to_owned()),
            ..FunctionTestResult::default()
        };
        Ok(Response { connection_function_test_result: Some(result), ..Response::default() })
    }

    /// Copies DEVELOPMENT over LIVE. DEVELOPMENT's version stays.
    pub(super) fn publish_function(&mut self, input: &FunctionVersion<String>, now_ms: u64) -> Answer {
        check_version(input.if_match.as_ref(), &self.function(&input.id)?.development.etag)?;
        let etag = self.etag();
        let function = self.functions.get_mut(&input.id).unwrap();
        function.live = Some(Stage { etag, ..function.development.clone() });
        function.published_at_ms = Some(now_ms);
        let answer = self.describe(&input.id, operation::Stage::Live, now_ms)?;
        // The API model has no ETag in this answer.
        Ok(Response { etag: None, ..answer })
    }

    pub(super) fn delete_function(&mut self, input: &FunctionVersion<String>) -> Answer {
        let function = self.function(&input.id)?;
        check_version(input.if_match.as_ref(), &function.development.etag)?;
        if !function.distributions.is_empty() {
            return Err(refuse("CannotDeleteEntityWhileInUse", "distributions use the function"));
        }
        self.functions.remove(&input.id);
        Ok(Response::default())
    }

    pub(super) fn describe_function(&self, input: &FunctionStage<String>, now_ms: u64) -> Answer {
        self.describe(&input.identifier, input.stage, now_ms)
    }

    pub(super) fn get_function(&self, input: &FunctionStage<String>) -> Answer {
        let stage = self.stage(&input.identifier, input.stage)?;
        Ok(Response {
            etag: Some(stage.etag.clone()),
            connection_function_code: Some(stage.code.clone()),
            ..Response::default()
        })
    }

    /// A page of the functions that have the stage, by name. The marker is the last name of the page before.
    pub(super) fn list_functions(&self, input: &ListFunctions, now_ms: u64) -> Response {
        let marker = input.marker.as_deref().unwrap_or_default();
        let mut listed: Vec<FunctionSummary> = self
            .functions
            .keys()
            .filter_map(|id| self.describe(id, input.stage, now_ms).ok()?.connection_function_summary)
            .filter(|summary| summary.name.as_str() > marker)
            .collect();
        listed.sort_by(|a, b| a.name.cmp(&b.name));
        let more = listed.len() > PAGE;
        listed.truncate(PAGE);
        let next_marker = listed.last().filter(|_| more).map(|summary| summary.name.clone());
        Response { connection_functions: Some(listed), next_marker, ..Response::default() }
    }

    fn describe(&self, id: &str, stage: operation::Stage, now_ms: u64) -> Answer {
        let function = self.function(id)?;
        let held = self.stage(id, stage)?;
        let items = held.config.key_value_store_associations.as_ref().map(|associations| associations.items.clone());
        let config = ObservedConfig {
            comment: held.config.comment.clone(),
            runtime: held.config.runtime.as_str().to_owned(),
            key_value_store_associations: Some(ObservedAssociations { items }),
        };
        Ok(Response {
            etag: Some(held.etag.clone()),
            connection_function_summary: Some(FunctionSummary {
                name: function.name.clone(),
                id: id.to_owned(),
                connection_function_arn: Function::arn(id),
                status: function.status(now_ms).to_owned(),
                connection_function_config: config,
            }),
            ..Response::default()
        })
    }

    fn function(&self, id: &str) -> Result<&Function, ServiceError> {
        self.functions.get(id).ok_or_else(|| not_found("the function"))
    }

    fn stage(&self, id: &str, stage: operation::Stage) -> Result<&Stage, ServiceError> {
        let function = self.function(id)?;
        match stage {
            operation::Stage::Development => Ok(&function.development),
            operation::Stage::Live => function.live.as_ref().ok_or_else(|| not_found("the LIVE stage")),
        }
    }

    fn check_contents(&self, config: &FunctionConfig<String>, code: &str, now_ms: u64) -> Result<(), ServiceError> {
        if code.is_empty() || code.len() > connfn::limits::CODE_MAX_BYTES {
            return Err(refuse("InvalidArgument", "the code has the wrong size"));
        }
        for item in config.key_value_store_associations.iter().flat_map(|associations| &associations.items) {
            let store = self.stores.values().find(|store| store.arn() == item.key_value_store_arn);
            let store = store.ok_or_else(|| not_found("the store"))?;
            if store.status(now_ms) != "READY" {
                return Err(refuse("InvalidArgument", "the store is not ready"));
            }
        }
        Ok(())
    }
}
