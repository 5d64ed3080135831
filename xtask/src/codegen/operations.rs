//! The operations as data, from the strict contract: what the server routes and checks by, and what the tests
//! of the client are driven by.

use anyhow::Context as _;
use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use serde_json::Value;

use crate::contract;

/// The module `operations` of the generated file, and the paging of every paged answer.
pub(super) fn table(contract: &Value) -> anyhow::Result<TokenStream> {
    let mut parameters = Vec::new();
    for (key, parameter) in contract["components"]["parameters"].as_object().into_iter().flatten() {
        let name = constant(key);
        let value = parameter_value(contract, parameter).with_context(|| format!("parameter {key}"))?;
        parameters.push(quote! { pub(super) static #name: Parameter = #value; });
    }
    let mut operations = Vec::new();
    let mut names = Vec::new();
    for (path, operation) in contract::operations(contract) {
        let id = operation["operationId"].as_str().with_context(|| format!("{path} has no id"))?;
        let tag = operation["tags"][0].as_str().unwrap_or_default();
        let summary = operation["summary"].as_str().unwrap_or_default();
        let refuses = operation["responses"]["422"].is_object();
        let mut taken = Vec::new();
        for parameter in operation["parameters"].as_array().into_iter().flatten() {
            let key =
                reference_name(parameter).with_context(|| format!("{path}: a parameter without name"))?;
            let key = constant(key);
            taken.push(quote! { &parameters::#key });
        }
        let response = response_form(contract, operation).with_context(|| path.to_owned())?;
        let name = format_ident!("{}", id.to_uppercase());
        let doc = format!(" `GET {path}`: {summary}");
        operations.push(quote! {
            #[doc = #doc]
            pub static #name: Operation = Operation {
                id: #id, path: #path, tag: #tag, summary: #summary,
                parameters: &[#(#taken),*], response: #response, refuses: #refuses,
            };
        });
        names.push(name);
    }
    let count = names.len();
    let pages = pages(contract);
    let version = contract["info"]["version"].as_str().context("the contract has no version")?;
    Ok(quote! {
        /// The operations of the service as data.
        pub mod operations {
            use crate::operation::{Operation, ResponseForm};

            /// Version of the service that the contract describes.
            pub const API_VERSION: &str = #version;

            /// Every operation, in the order of the paths.
            pub static ALL: [&Operation; #count] = [#(&#names),*];

            #(#operations)*

            mod parameters {
                use crate::operation::{ParameterType, ListStyle, Location, Parameter};

                #(#parameters)*
            }
        }

        #(#pages)*
    })
}

fn constant(name: &str) -> syn::Ident {
    format_ident!("{}", heck::AsShoutySnakeCase(name).to_string())
}

fn reference_name(value: &Value) -> Option<&str> {
    value["$ref"].as_str()?.rsplit('/').next()
}

fn resolve<'a>(contract: &'a Value, schema: &'a Value) -> &'a Value {
    match reference_name(schema) {
        Some(name) => &contract["components"]["schemas"][name],
        None => schema,
    }
}

fn response_form(contract: &Value, operation: &Value) -> anyhow::Result<TokenStream> {
    let schema = &operation["responses"]["200"]["content"]["application/json"]["schema"];
    let name = reference_name(schema);
    let resolved = resolve(contract, schema);
    if resolved["type"] == "array" {
        let name = reference_name(&resolved["items"]).context("a list of nameless items")?;
        return Ok(quote! { ResponseForm::List { items: #name } });
    }
    let name = name.context("a nameless answer")?;
    Ok(match resolved["x-items"].as_str() {
        Some(items) => quote! { ResponseForm::Page { shape: #name, items: #items } },
        None => quote! { ResponseForm::Object { shape: #name } },
    })
}

fn parameter_value(contract: &Value, parameter: &Value) -> anyhow::Result<TokenStream> {
    let name = parameter["name"].as_str().context("no name")?;
    let location = match parameter["in"].as_str() {
        Some("path") => quote! { Location::Path },
        Some("query") => quote! { Location::Query },
        other => anyhow::bail!("unknown place {other:?}"),
    };
    let required = parameter["required"] == true;
    let description = parameter["description"].as_str().unwrap_or_default();
    let schema = &parameter["schema"];
    let comma = parameter["explode"] == false;
    let kind = kind(resolve(contract, schema), schema["pattern"].as_str(), comma)?;
    let shape = match reference_name(schema) {
        Some(shape) => quote! { Some(#shape) },
        None => quote! { None },
    };
    let default = match &schema["default"] {
        Value::Null => quote! { None },
        Value::Array(values) => {
            let joined = values.iter().filter_map(Value::as_str).collect::<Vec<_>>().join(",");
            quote! { Some(#joined) }
        }
        Value::String(text) => quote! { Some(#text) },
        other => {
            let text = other.to_string();
            quote! { Some(#text) }
        }
    };
    Ok(quote! {
        Parameter {
            name: #name, location: #location, required: #required,
            description: #description, kind: #kind, shape: #shape, default: #default,
        }
    })
}

fn kind(schema: &Value, pattern: Option<&str>, comma: bool) -> anyhow::Result<TokenStream> {
    if let Some(values) = schema["enum"].as_array() {
        let values = values.iter().filter_map(Value::as_str);
        return Ok(quote! { ParameterType::Choice(&[#(#values),*]) });
    }
    Ok(match schema["type"].as_str() {
        Some("integer") => {
            let bound = |value: &Value| match value.as_i64() {
                Some(bound) => quote! { Some(#bound) },
                None => quote! { None },
            };
            let (minimum, maximum) = (bound(&schema["minimum"]), bound(&schema["maximum"]));
            quote! { ParameterType::Integer { minimum: #minimum, maximum: #maximum } }
        }
        Some("string") => match pattern.or(schema["pattern"].as_str()) {
            Some(pattern) => quote! { ParameterType::Pattern(#pattern) },
            None => quote! { ParameterType::Text },
        },
        Some("array") => {
            let item = kind(&schema["items"], None, false)?;
            let style = if comma {
                quote! { ListStyle::Comma }
            } else {
                quote! { ListStyle::Repeated }
            };
            quote! { ParameterType::List { item: &#item, style: #style } }
        }
        other => anyhow::bail!("a parameter of type {other:?}"),
    })
}

/// One line for each paged answer: its item member and the type of its items.
fn pages(contract: &Value) -> Vec<TokenStream> {
    let schemas = contract["components"]["schemas"].as_object();
    schemas
        .into_iter()
        .flatten()
        .filter_map(|(name, schema)| {
            let member = schema["x-items"].as_str()?;
            let item = match reference_name(&schema["properties"][member]["items"]) {
                Some(item) => {
                    let item = format_ident!("{item}");
                    quote! { types::#item }
                }
                None => quote! { String },
            };
            let name = format_ident!("{name}");
            // A member that is a word of the language gets an underscore, as typify writes it.
            let field = syn::parse_str::<syn::Ident>(member).unwrap_or_else(|_| format_ident!("{member}_"));
            Some(quote! { crate::page::paged!(types::#name, #field #member: #item); })
        })
        .collect()
}
