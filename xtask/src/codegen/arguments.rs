//! A struct for the arguments of each method that has many, beside the positional ones: nine values of similar types,
//! most of them absent, are easy to mix up by position.

use heck::ToUpperCamelCase as _;
use proc_macro2::TokenStream;
use quote::{ToTokens as _, format_ident, quote};

/// The most arguments that a method takes by position alone.
const FEW: usize = 4;

/// The structs, in a module of their own, and the methods that take them.
pub(super) fn by_name(methods: &[syn::ImplItemFn]) -> TokenStream {
    let (structs, methods): (Vec<_>, Vec<_>) = methods.iter().filter_map(of_method).unzip();
    quote! {
        /// The arguments of operations that have many, by name.
        pub mod arguments {
            use super::{PageRange, types};
            #(#structs)*
        }

        #[allow(clippy::all)]
        impl Client {
            #(#methods)*
        }
    }
}

fn of_method(method: &syn::ImplItemFn) -> Option<(TokenStream, TokenStream)> {
    let arguments: Vec<&syn::PatType> = method
        .sig
        .inputs
        .iter()
        .filter_map(|argument| match argument {
            syn::FnArg::Typed(argument) => Some(argument),
            syn::FnArg::Receiver(_) => None,
        })
        .collect();
    if arguments.len() <= FEW {
        return None;
    }
    let name = &method.sig.ident;
    let kind = format_ident!("{}", name.to_string().to_upper_camel_case());
    let by_name = format_ident!("{name}_by_name");
    let fields: Vec<TokenStream> = arguments.iter().map(|argument| field(argument)).collect();
    let members: Vec<&syn::Pat> = arguments.iter().map(|argument| &*argument.pat).collect();
    let docs = [
        format!(" The arguments of [`Client::{by_name}`](super::Client::{by_name})."),
        format!(" [`{name}`](Self::{name}) with its arguments by name."),
    ];
    let [struct_doc, method_doc] = &docs;
    let output = &method.sig.output;
    let item = quote! {
        #[doc = #struct_doc]
        #[derive(Clone, Copy, Debug, Default)]
        pub struct #kind<'a> {
            #(#fields)*
        }
    };
    let method = quote! {
        #[doc = #method_doc]
        pub async fn #by_name<'a>(&'a self, arguments: arguments::#kind<'a>) #output {
            self.#name(#(arguments.#members),*).await
        }
    };
    Some((item, method))
}

fn field(argument: &syn::PatType) -> TokenStream {
    let (name, kind) = (&argument.pat, &argument.ty);
    let doc = match kind.to_token_stream().to_string().as_str() {
        "PageRange" => " The items wanted, counted from 1.".to_owned(),
        _ => format!(" The parameter `{}`.", name.to_token_stream()),
    };
    quote! {
        #[doc = #doc]
        pub #name: #kind,
    }
}
