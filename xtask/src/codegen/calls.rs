//! A call of every operation, for the test that proves them all: example arguments and what the address must hold.
//!
//! The expected address is not written here: the test makes it from the contract, so that generated code is not held
//! against itself.

use anyhow::{Context as _, bail};
use proc_macro2::TokenStream;
use quote::{ToTokens as _, quote};
use serde_json::Value;

/// An argument with everything that has a meaning in a path.
const TITLE: &str = "C++/C# & R: 100% \u{e9}t\u{e9} + \"Q?\"";

/// Writes the calls of the methods of the generated client.
pub(super) fn calls(methods: &[syn::ImplItemFn], contract: &Value) -> anyhow::Result<String> {
    let mut rows = Vec::new();
    for method in methods {
        let id = method.sig.ident.to_string();
        rows.push(call(&id, &method.sig, contract).with_context(|| format!("the call of {id}"))?);
    }
    let count = rows.len();
    let file = quote! {
        use futures::future::BoxFuture;
        use onet_api::{Client, Error, PageRange, types};
        use serde_json::Value;

        /// A call of an operation with example arguments.
        pub struct Call {
            /// Id of the operation.
            pub id: &'static str,
            /// The arguments by the names of the contract; those of a list stand one by one.
            pub arguments: &'static [(&'static str, &'static str)],
            /// Makes the call and writes its answer as JSON again.
            pub make: fn(Client) -> BoxFuture<'static, Result<Value, Error>>,
        }

        fn json<T: serde::Serialize>(answer: T) -> Value {
            serde_json::to_value(answer).expect("an answer is JSON")
        }

        /// Every operation once.
        pub static CALLS: [Call; #count] = [#(#rows),*];
    };
    let file = syn::parse2(file).context("the generated calls do not parse")?;
    Ok(prettyplease::unparse(&file))
}

fn call(id: &str, signature: &syn::Signature, contract: &Value) -> anyhow::Result<TokenStream> {
    let parameters = parameters_of(id, contract)?;
    let mut given = Vec::new();
    let mut expressions = Vec::new();
    for argument in &signature.inputs {
        let syn::FnArg::Typed(argument) = argument else { continue };
        let name = argument.pat.to_token_stream().to_string();
        let kind = argument.ty.to_token_stream().to_string();
        if kind == "PageRange" {
            given.extend([("start", "3".to_owned()), ("end", "7".to_owned())]);
            expressions.push(quote! { PageRange::from(3..=7) });
            continue;
        }
        let name = name.trim_end_matches('_');
        let (known, schema) = parameters
            .iter()
            .find(|(known, _)| *known == name)
            .with_context(|| format!("no parameter {name} in the contract"))?;
        let examples = examples(contract, schema)?;
        let value = expression(&kind, &examples).with_context(|| format!("argument {name}: {kind}"))?;
        expressions.push(value);
        given.extend(examples.into_iter().map(|example| (*known, example)));
    }
    let given = given.iter().map(|(name, value)| quote! { (#name, #value) });
    let method = &signature.ident;
    Ok(quote! {
        Call {
            id: #id,
            arguments: &[#(#given),*],
            make: |client| Box::pin(async move { client.#method(#(#expressions),*).await.map(json) }),
        }
    })
}

/// The parameters of an operation, by name.
fn parameters_of<'a>(id: &str, contract: &'a Value) -> anyhow::Result<Vec<(&'a str, &'a Value)>> {
    let operation = crate::contract::operations(contract)
        .map(|(_, operation)| operation)
        .find(|operation| operation["operationId"] == id)
        .context("no such operation")?;
    let listed = operation["parameters"].as_array().into_iter().flatten();
    listed
        .map(|reference| {
            let key =
                reference["$ref"].as_str().and_then(|text| text.rsplit('/').next()).context("no name")?;
            let parameter = &contract["components"]["parameters"][key];
            Ok((parameter["name"].as_str().context("no name")?, &parameter["schema"]))
        })
        .collect()
}

/// Example values that fit a schema; two for a list.
fn examples(contract: &Value, schema: &Value) -> anyhow::Result<Vec<String>> {
    let resolved = match schema["$ref"].as_str().and_then(|text| text.rsplit('/').next()) {
        Some(name) => &contract["components"]["schemas"][name],
        None => schema,
    };
    let pattern = schema["pattern"].as_str().or(resolved["pattern"].as_str());
    if let Some(words) = resolved["enum"].as_array() {
        return Ok(vec![words.last().and_then(Value::as_str).context("an empty choice")?.to_owned()]);
    }
    Ok(match (resolved["type"].as_str(), pattern) {
        (Some("integer"), _) => vec![resolved["maximum"].as_i64().unwrap_or(12).to_string()],
        (Some("string"), None) => vec![TITLE.to_owned()],
        (Some("string"), Some(pattern)) => vec![fitting(pattern)?],
        (Some("array"), _) => {
            let items = &resolved["items"];
            match items["enum"].as_array() {
                Some(words) => words.iter().take(2).filter_map(Value::as_str).map(str::to_owned).collect(),
                None if items["type"] == "integer" => vec!["8823".to_owned(), "20461".to_owned()],
                None => {
                    let pattern = items["pattern"].as_str().context("a list of anything")?;
                    let fits = fitting_all(pattern)?;
                    fits.into_iter().take(2).collect()
                }
            }
        }
        other => bail!("no example for {other:?}"),
    })
}

/// Values to try on the patterns of the contract.
const VALUES: &[&str] = &[
    "task_statements",
    "onetsoc_code",
    "title.descending",
    "29-1051.00",
    "47-0000",
    "080000",
    "080102",
    "RIA",
    "1808",
    "1.A.1.a.1",
    "1.B.1.a",
    "1.C.1.a",
    "1.D.1.a",
    "2.A.1.a",
    "2.B.1.a",
    "2.C.1.a",
    "4.A.1.a.1",
    "4.C.1.a.1",
    "4.A.2.a.2.e.4",
    "4.A.4.a.1.I05.D01",
    "2.A.1.b",
    "onetsoc_code.eq.29-1051.00",
    "data_value.ngte.50",
    "111112222233333444445555512345",
];

fn fitting_all(pattern: &str) -> anyhow::Result<Vec<String>> {
    let regex = regex::Regex::new(pattern)?;
    Ok(VALUES.iter().filter(|value| regex.is_match(value)).map(|value| (*value).to_owned()).collect())
}

fn fitting(pattern: &str) -> anyhow::Result<String> {
    fitting_all(pattern)?.into_iter().next().with_context(|| format!("no example fits {pattern}; add one"))
}

/// An argument as it is written in a call.
fn expression(kind: &str, examples: &[String]) -> anyhow::Result<TokenStream> {
    let kind = kind.replace(' ', "");
    if let Some(inner) = kind.strip_prefix("Option<").and_then(|kind| kind.strip_suffix('>')) {
        let inner = expression(inner, examples)?;
        return Ok(quote! { Some(#inner) });
    }
    let first = examples.first().context("no example")?;
    if kind.starts_with("implInto<") {
        let joined = examples.join(",");
        return Ok(quote! { #joined });
    }
    Ok(match kind.as_str() {
        "&'astr" => quote! { #first },
        "u32" => {
            let number: u32 = first.parse()?;
            quote! { #number }
        }
        "&'a[::std::string::String]" => quote! { &[#(#examples.to_owned()),*] },
        _ => {
            let path = kind.trim_start_matches("&'a");
            let name = path.strip_prefix("types::").with_context(|| format!("an unknown type {kind}"))?;
            let name = quote::format_ident!("{name}");
            let joined = examples.join(",");
            match kind.starts_with('&') {
                true => quote! { &types::#name::from(#joined) },
                false => quote! { #joined.parse::<types::#name>().expect("a word of the set") },
            }
        }
    })
}
