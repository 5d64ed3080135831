//! What the protocol requests, answered by the tools, resources and prompts.

use std::sync::Arc;

use rmcp::model::{
    CallToolRequestParams, CallToolResponse, CallToolResult, ContentBlock, CustomRequest, CustomResult,
    ErrorCode, ErrorData, GetPromptRequestParams, GetPromptResponse, Implementation, JsonObject,
    ListPromptsResult, ListResourceTemplatesResult, ListResourcesResult, ListToolsResult,
    PaginatedRequestParams, ReadResourceRequestParams, ReadResourceResponse, ServerCapabilities,
    ServerConfig, Tool,
};
use rmcp::service::RequestContext;
use rmcp::{RoleServer, ServerHandler};
use serde_json::{Value, json};

use crate::backend::{Backend, Call};
use crate::names::suggestion;
use crate::outline::outline;
use crate::refusal::Refusal;
use crate::tools::{Row, TOOLS, tool_names};
use crate::{prompts, resources};

/// What assistants read before they call a tool.
const INSTRUCTIONS: &str = "O*NET: occupations of the United States, their tasks, activities, skills, knowledge, job \
zones, interests and more, by the U.S. Department of Labor.\n\
- Occupations have O*NET-SOC codes such as 29-1051.00. search_occupations finds the code of a title; tools that take a \
code take a title as well and note which occupation it was taken for.\n\
- Answers are short; `next` has the call for more. Results with isError have a line `try:` with what to change.\n\
- Scores are from 0 to 100. Do not make up codes, ids or figures: what an answer does not have, this source does not have.\n\
- Name the source and the release that stand in each answer.";

/// Answers the requests of all clients. Cheap to clone.
#[derive(Clone)]
pub(crate) struct Handler {
    pub(crate) backend: Arc<Backend>,
}

impl Handler {
    /// Runs a call in its turn, until it is answered or its client gives it up.
    async fn run(&self, row: &'static Row, arguments: JsonObject) -> Result<Value, Refusal> {
        let _place = self.backend.queue.place().await.map_err(|_| busy())?;
        let call = Call::new(Arc::clone(&self.backend))?;
        row.run(&call, arguments).await
    }
}

fn busy() -> Refusal {
    Refusal::new("Too many calls wait.", "the same call again in a few seconds")
}

/// What the parameters of a method are. A request whose parameters are something else arrives as one of an unknown method.
const PARAMETERS: [(&str, &str); 4] = [
    ("initialize", "protocolVersion (a text), capabilities and clientInfo (objects)"),
    ("tools/call", "name (a text) and arguments (an object)"),
    ("resources/read", "uri (a text)"),
    ("prompts/get", "name (a text) and arguments (an object)"),
];

/// The error of a request that the protocol does not have.
fn not_a_request(method: &str) -> ErrorData {
    match PARAMETERS.iter().find(|(known, _)| *known == method) {
        Some((_, parameters)) => {
            let message = format!("The parameters of {method} cannot be used.");
            invalid(&Refusal::new(message, parameters.to_owned()))
        }
        None => ErrorData::new(ErrorCode::METHOD_NOT_FOUND, format!("There is no method {method}."), None),
    }
}

/// A refusal as the result of a tool.
fn refused(refusal: &Refusal) -> CallToolResult {
    CallToolResult::error(vec![ContentBlock::text(refusal.to_string())])
}

/// A refusal as an error of the protocol.
fn invalid(refusal: &Refusal) -> ErrorData {
    ErrorData::invalid_params(refusal.to_string(), None)
}

impl ServerHandler for Handler {
    fn get_info(&self) -> ServerConfig {
        let capabilities =
            ServerCapabilities::builder().enable_tools().enable_resources().enable_prompts().build();
        let mut info = ServerConfig::new(capabilities).with_instructions(INSTRUCTIONS);
        info.server_info = Implementation::new("onet", env!("CARGO_PKG_VERSION"));
        info.server_info.title = Some("O*NET".to_owned());
        info
    }

    async fn list_tools(
        &self,
        _: Option<PaginatedRequestParams>,
        _: RequestContext<RoleServer>,
    ) -> Result<ListToolsResult, ErrorData> {
        Ok(ListToolsResult::with_all_items(TOOLS.iter().map(Row::tool).collect()))
    }

    fn get_tool(&self, name: &str) -> Option<Tool> {
        TOOLS.iter().find(|row| row.name == name).map(Row::tool)
    }

    async fn call_tool(
        &self,
        request: CallToolRequestParams,
        context: RequestContext<RoleServer>,
    ) -> Result<CallToolResponse, ErrorData> {
        let Some(row) = TOOLS.iter().find(|row| row.name == request.name) else {
            let names: Vec<&str> = tool_names().collect();
            let message = format!("There is no tool {}.", request.name);
            return Err(invalid(&Refusal::new(message, suggestion(&request.name, "the tools are", &names))));
        };
        let arguments = request.arguments.unwrap_or_default();
        let answered = tokio::select! {
            answered = self.run(row, arguments) => answered,
            // The work is dropped with its future: queries end, and the place in the queue is free.
            () = context.ct.cancelled() => Err(Refusal::bare("The call was cancelled.")),
        };
        let result = match answered {
            Ok(value) => {
                let mut result = CallToolResult::success(vec![ContentBlock::text(outline(&value))]);
                result.structured_content = Some(value);
                result
            }
            Err(refusal) => refused(&refusal),
        };
        Ok(CallToolResponse::from(result))
    }

    async fn list_resources(
        &self,
        _: Option<PaginatedRequestParams>,
        _: RequestContext<RoleServer>,
    ) -> Result<ListResourcesResult, ErrorData> {
        Ok(ListResourcesResult::with_all_items(resources::list()))
    }

    async fn list_resource_templates(
        &self,
        _: Option<PaginatedRequestParams>,
        _: RequestContext<RoleServer>,
    ) -> Result<ListResourceTemplatesResult, ErrorData> {
        Ok(ListResourceTemplatesResult::with_all_items(resources::templates()))
    }

    async fn read_resource(
        &self,
        request: ReadResourceRequestParams,
        context: RequestContext<RoleServer>,
    ) -> Result<ReadResourceResponse, ErrorData> {
        let read = async {
            let _place = self.backend.queue.place().await.map_err(|_| busy())?;
            let call = Call::new(Arc::clone(&self.backend))?;
            resources::read(&call, &request.uri).await
        };
        let read = tokio::select! {
            read = read => read,
            () = context.ct.cancelled() => Err(busy()),
        };
        let read = read.map_err(|refusal| {
            ErrorData::resource_not_found(refusal.to_string(), Some(json!({"uri": request.uri})))
        })?;
        Ok(ReadResourceResponse::from(read))
    }

    async fn on_custom_request(
        &self,
        request: CustomRequest,
        _: RequestContext<RoleServer>,
    ) -> Result<CustomResult, ErrorData> {
        Err(not_a_request(&request.method))
    }

    async fn list_prompts(
        &self,
        _: Option<PaginatedRequestParams>,
        _: RequestContext<RoleServer>,
    ) -> Result<ListPromptsResult, ErrorData> {
        Ok(ListPromptsResult::with_all_items(prompts::list()))
    }

    async fn get_prompt(
        &self,
        request: GetPromptRequestParams,
        _: RequestContext<RoleServer>,
    ) -> Result<GetPromptResponse, ErrorData> {
        let arguments = request.arguments.unwrap_or_default();
        let prompt = prompts::get(&request.name, &arguments).map_err(|refusal| invalid(&refusal))?;
        Ok(GetPromptResponse::from(prompt))
    }
}
