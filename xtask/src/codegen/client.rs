//! progenitor's output, and what is made of it: its types as they are, its methods with their URL and query
//! kept and everything after that (sending, decoding, errors) handed to the hand-written transport.

use std::panic::{AssertUnwindSafe, catch_unwind};

use anyhow::{Context as _, anyhow, bail, ensure};
use openapiv3::OpenAPI;
use proc_macro2::TokenStream;
use progenitor::{GenerationSettings, Generator, InterfaceStyle};
use quote::{ToTokens as _, format_ident, quote};
use serde_json::Value;
use syn::visit::{self, Visit};
use syn::visit_mut::VisitMut;

/// Runs progenitor.
///
/// It panics on what it cannot take, so the panic is caught and reported as an error.
pub(super) fn generate(contract: &OpenAPI) -> anyhow::Result<TokenStream> {
    let mut settings = GenerationSettings::new();
    settings.with_interface(InterfaceStyle::Positional).with_derive("PartialEq");
    let mut generator = Generator::new(&settings);
    match catch_unwind(AssertUnwindSafe(|| generator.generate_tokens(contract))) {
        Ok(tokens) => tokens.map_err(|failure| anyhow!("progenitor: {failure}")),
        Err(_) => match culprit(contract) {
            Some(operation) => bail!("progenitor panicked at {operation} (its message is above)"),
            None => bail!("progenitor panicked over the whole contract (its message is above)"),
        },
    }
}

/// The first operation that makes progenitor panic when it stands alone.
fn culprit(contract: &OpenAPI) -> Option<String> {
    contract.paths.paths.iter().find_map(|(path, item)| {
        let mut alone = contract.clone();
        alone.paths.paths = std::iter::once((path.clone(), item.clone())).collect();
        let attempt = catch_unwind(AssertUnwindSafe(|| {
            Generator::new(GenerationSettings::new().with_interface(InterfaceStyle::Positional))
                .generate_tokens(&alone)
                .is_ok()
        }));
        attempt.is_err().then(|| format!("GET {path}"))
    })
}

/// Rewrites progenitor's output around our own client; returns it with the methods of the operations.
pub(super) fn rewrite(
    tokens: TokenStream,
    contract: &Value,
) -> anyhow::Result<(TokenStream, Vec<syn::ImplItemFn>)> {
    let file: syn::File = syn::parse2(tokens).context("progenitor's output does not parse")?;
    let mut types = None;
    let mut methods = Vec::new();
    for item in file.items {
        match item {
            syn::Item::Mod(module) if module.ident == "types" => types = Some(module),
            syn::Item::Impl(block) if block.trait_.is_none() => {
                for item in block.items {
                    match item {
                        syn::ImplItem::Fn(method) if method.sig.asyncness.is_some() => methods.push(method),
                        _ => {}
                    }
                }
            }
            _ => {}
        }
    }
    let mut types = types.context("progenitor wrote no module `types`")?;
    SchemaDocs.visit_item_mod_mut(&mut types);
    order_members(&mut types, contract)?;
    let texts = texts(&types);
    let from_text = from_text(&texts);
    let methods = methods
        .into_iter()
        .map(|method| rewrite_method(method, &texts))
        .collect::<anyhow::Result<Vec<_>>>()?;
    let client = quote! {
        use progenitor_client::QueryParam;
        use crate::{Client, Error, PageRange};
        use crate::transport::{Query, encode_path};

        #types

        #(#from_text)*

        #[allow(clippy::all)]
        impl Client {
            #(#methods)*
        }
    };
    Ok((client, methods))
}

/// Keeps the signature's arguments and the URL; the rest becomes one call of the transport.
fn rewrite_method(mut method: syn::ImplItemFn, texts: &[syn::Ident]) -> anyhow::Result<syn::ImplItemFn> {
    let name = method.sig.ident.to_string();
    let url = method.block.stmts.iter().find(|statement| is_url(statement)).cloned();
    let url = url.with_context(|| format!("method {name} builds no URL"))?;

    let mut queries = Queries::default();
    queries.visit_block(&method.block);
    let paged = take_page_range(&mut method.sig);
    let mut query = quote! { Query::new() };
    for (key, value) in queries.0 {
        let is_bound = paged && PAGE_BOUNDS.contains(&key.value().as_str());
        query = match is_bound {
            true => quote! { #query },
            false => quote! { #query.with(QueryParam::new(#key, #value)) },
        };
    }
    if paged {
        query = quote! { #query.range(page) };
    }

    let answer =
        answer_type(&method.sig.output).with_context(|| format!("method {name} answers nothing known"))?;
    method.sig.output = syn::parse_quote! { -> Result<#answer, Error> };
    let operation = format_ident!("{}", name.to_uppercase());
    let syn::Stmt::Local(url_binding) = &url else { bail!("method {name} builds no URL") };
    let url_name = url_binding.pat.to_token_stream();
    let into = take_texts(&mut method.sig, texts);
    method.block = syn::parse_quote! {{
        #(#into)*
        #url
        self.fetch(&operations::#operation, #url_name, #query).await
    }};
    take_slices(&mut method.sig);
    method.attrs = method_docs(&method.attrs, paged)?;
    Ok(method)
}

/// The parameters of a paged operation that become one argument: as two integers, apart from each other in
/// the alphabet, they would be easy to mix up.
const PAGE_BOUNDS: [&str; 2] = ["start", "end"];

/// Replaces the arguments `start` and `end` by one `page` at the end; says whether it did.
fn take_page_range(signature: &mut syn::Signature) -> bool {
    let is_bound = |argument: &syn::FnArg| match argument {
        syn::FnArg::Typed(typed) => PAGE_BOUNDS.contains(&typed.pat.to_token_stream().to_string().as_str()),
        syn::FnArg::Receiver(_) => false,
    };
    let before = signature.inputs.len();
    signature.inputs =
        std::mem::take(&mut signature.inputs).into_iter().filter(|argument| !is_bound(argument)).collect();
    let paged = before - signature.inputs.len() == PAGE_BOUNDS.len();
    if paged {
        signature.inputs.push(syn::parse_quote! { page: PageRange });
    }
    paged
}

/// Lets a caller give whatever becomes a named text: a literal, a `String`, a value of `onet-domain`. Returns the
/// statements that make it one.
fn take_texts(signature: &mut syn::Signature, texts: &[syn::Ident]) -> Vec<TokenStream> {
    let mut into = Vec::new();
    for argument in &mut signature.inputs {
        let syn::FnArg::Typed(argument) = argument else { continue };
        let kind = argument.ty.to_token_stream().to_string().replace(' ', "");
        let Some(name) = texts.iter().find(|name| kind == format!("&'atypes::{name}")) else { continue };
        argument.ty = syn::parse_quote! { impl Into<types::#name> };
        let pattern = &argument.pat;
        into.push(quote! { let #pattern: types::#name = #pattern.into(); });
    }
    into
}

/// Turns optional vectors into slices, of which an empty one says nothing: progenitor's `Option<&Vec<String>>` asks a
/// caller for two things where one will do.
fn take_slices(signature: &mut syn::Signature) {
    for argument in &mut signature.inputs {
        let syn::FnArg::Typed(argument) = argument else { continue };
        let kind = argument.ty.to_token_stream().to_string().replace(' ', "");
        if kind == "Option<&'a::std::vec::Vec<::std::string::String>>" {
            argument.ty = syn::parse_quote! { &'a [::std::string::String] };
        }
    }
}

fn is_url(statement: &syn::Stmt) -> bool {
    matches!(statement, syn::Stmt::Local(local) if local.pat.to_token_stream().to_string().starts_with("url"))
}

/// The `T` of `Result<ResponseValue<T>, Error<E>>`.
fn answer_type(output: &syn::ReturnType) -> anyhow::Result<syn::Type> {
    let syn::ReturnType::Type(_, output) = output else { bail!("no return type") };
    let result = first_argument(output).context("not a Result")?;
    first_argument(&result).context("not a ResponseValue")
}

fn first_argument(outer: &syn::Type) -> Option<syn::Type> {
    let syn::Type::Path(path) = outer else { return None };
    let syn::PathArguments::AngleBracketed(arguments) = &path.path.segments.last()?.arguments else {
        return None;
    };
    arguments.args.iter().find_map(|argument| match argument {
        syn::GenericArgument::Type(inner) => Some(inner.clone()),
        _ => None,
    })
}

/// The arguments of `.query(&QueryParam::new(name, &value))`, in the order of the URL.
#[derive(Default)]
struct Queries(Vec<(syn::LitStr, syn::Expr)>);

impl<'ast> Visit<'ast> for Queries {
    fn visit_expr_method_call(&mut self, call: &'ast syn::ExprMethodCall) {
        // A chain is nested with its last call outermost, so what is inside comes first.
        visit::visit_expr_method_call(self, call);
        if call.method == "query"
            && let Some(syn::Expr::Reference(parameter)) = call.args.first()
            && let syn::Expr::Call(call) = &*parameter.expr
        {
            let mut arguments = call.args.iter();
            if let (Some(syn::Expr::Lit(key)), Some(value)) = (arguments.next(), arguments.next())
                && let syn::Lit::Str(key) = &key.lit
            {
                self.0.push((key.clone(), value.clone()));
            }
        }
    }
}

/// progenitor's doc comment, with the page argument in the place of its two bounds.
fn method_docs(attributes: &[syn::Attribute], paged: bool) -> anyhow::Result<Vec<syn::Attribute>> {
    let mut docs = Vec::new();
    for attribute in attributes {
        let Some(text) = doc_text(attribute) else {
            docs.push(attribute.clone());
            continue;
        };
        ensure!(!text.contains("POST"), "an operation is not a GET");
        for line in text.trim_end().lines() {
            let is_bound = PAGE_BOUNDS.iter().any(|bound| line.starts_with(&format!("- `{bound}`")));
            if paged && is_bound {
                continue;
            }
            let line = if line.is_empty() { String::new() } else { format!(" {line}") };
            docs.push(syn::parse_quote! { #[doc = #line] });
        }
        if paged {
            let line = " - `page`: The items wanted, counted from 1; `PageRange::default()` leaves them to the service.";
            docs.push(syn::parse_quote! { #[doc = #line] });
        }
    }
    Ok(docs)
}

fn doc_text(attribute: &syn::Attribute) -> Option<String> {
    let syn::Meta::NameValue(pair) = &attribute.meta else { return None };
    let syn::Expr::Lit(literal) = &pair.value else { return None };
    match (&literal.lit, pair.path.is_ident("doc")) {
        (syn::Lit::Str(text), true) => Some(text.value()),
        _ => None,
    }
}

/// Takes the JSON schema out of the doc comments of the types: it stands in the contract.
struct SchemaDocs;

impl VisitMut for SchemaDocs {
    fn visit_attribute_mut(&mut self, attribute: &mut syn::Attribute) {
        if let Some(text) = doc_text(attribute) {
            let text = plain_doc(text.split("<details>").next().unwrap_or_default());
            *attribute = syn::parse_quote! { #[doc = #text] };
        }
    }
}

/// The types that are a text under a name.
fn texts(types: &syn::ItemMod) -> Vec<syn::Ident> {
    let items = types.content.iter().flat_map(|(_, items)| items);
    let names = items.filter_map(|item| match item {
        syn::Item::Struct(item) => match &item.fields {
            syn::Fields::Unnamed(fields) => {
                let inner = fields.unnamed.first()?.ty.to_token_stream().to_string();
                (inner.replace(' ', "") == "::std::string::String").then(|| item.ident.clone())
            }
            _ => None,
        },
        _ => None,
    });
    names.collect()
}

/// The ways to such a type from what a caller has at hand: typify has only the one from a `String`.
fn from_text(texts: &[syn::Ident]) -> Vec<TokenStream> {
    texts
        .iter()
        .map(|name| {
            quote! {
                impl From<&str> for types::#name {
                    fn from(text: &str) -> Self {
                        Self(text.to_owned())
                    }
                }
                impl From<&types::#name> for types::#name {
                    fn from(text: &types::#name) -> Self {
                        text.clone()
                    }
                }
            }
        })
        .collect()
}

/// Puts the members of every struct into the order of the contract: typify puts them into the alphabet's, which is
/// how they would be written as JSON, `end` before `start`.
fn order_members(types: &mut syn::ItemMod, contract: &Value) -> anyhow::Result<()> {
    let items = types.content.as_mut().map(|(_, items)| items).context("the module `types` is empty")?;
    for item in items {
        let syn::Item::Struct(item) = item else { continue };
        let name = item.ident.to_string();
        let Some(properties) = contract["components"]["schemas"][&name]["properties"].as_object() else {
            continue;
        };
        let syn::Fields::Named(fields) = &mut item.fields else { bail!("{name} has no named fields") };
        let mut named: Vec<_> = std::mem::take(&mut fields.named).into_iter().collect();
        let place = |field: &syn::Field| {
            let field = field.ident.as_ref().map(ToString::to_string).unwrap_or_default();
            // A member that is a word of the language has an underscore behind it.
            let mut places = properties.keys().enumerate();
            places.find(|(_, property)| field.trim_end_matches('_') == **property).map(|(place, _)| place)
        };
        if let Some(unknown) = named.iter().find(|field| place(field).is_none()) {
            bail!("{name} has a member that is not in the contract: {:?}", unknown.ident);
        }
        named.sort_by_key(place);
        fields.named = named.into_iter().collect();
    }
    Ok(())
}

/// typify writes `` `Name` `` alone where a schema has no description.
fn plain_doc(text: &str) -> String {
    let text = text.trim();
    match text.strip_prefix('`').and_then(|text| text.strip_suffix('`')) {
        Some(name) => format!(" The value `{name}` of a parameter."),
        None => format!(" {text}"),
    }
}
