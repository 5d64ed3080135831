//! Prompts for the three typical tasks.

use rmcp::model::{GetPromptResult, JsonObject, Prompt, PromptArgument, PromptMessage, Role};

use crate::names::suggestion;
use crate::refusal::Refusal;

struct Row {
    name: &'static str,
    title: &'static str,
    description: &'static str,
    arguments: &'static [Argument],
    /// The message, with `{name}` in the places of arguments.
    message: &'static str,
}

struct Argument {
    name: &'static str,
    description: &'static str,
    /// What stands in its place when it is left out; required without it.
    otherwise: Option<&'static str>,
}

const PROMPTS: [Row; 3] = [
    Row {
        name: "explore_occupation",
        title: "Explore an occupation",
        description: "What people in an occupation do, what it takes, and what it leads to",
        arguments: &[
            Argument { name: "occupation", description: "A job title or an O*NET-SOC code", otherwise: None },
            Argument {
                name: "question",
                description: "What the person wants to know",
                otherwise: Some(
                    "What do people in it do, what does it take to enter, and what is similar to it?",
                ),
            },
        ],
        message: "Explore this occupation with the O*NET tools: {occupation}\n\n\
                  1. search_occupations for its code, unless it is one; where several fit, name them and take the first.\n\
                  2. get_occupation with the code, in short.\n\
                  3. get_occupation again with detail=full for the sections that the question needs.\n\n\
                  Question: {question}\n\n\
                  Answer from these data alone, with the code, and say what they do not have. End with the source and the \
                  release.",
    },
    Row {
        name: "find_related_occupations",
        title: "Find occupations by shared activities",
        description: "Occupations that share the activities that somebody likes or knows from an occupation",
        arguments: &[
            Argument { name: "occupation", description: "A job title or an O*NET-SOC code", otherwise: None },
            Argument {
                name: "activities",
                description: "What the person likes to do in it, in words",
                otherwise: Some("propose the most important ones and let the person choose"),
            },
        ],
        message: "Find occupations that share activities with this one, with the O*NET tools: {occupation}\n\n\
                  1. search_occupations for its code, unless it is one.\n\
                  2. related_activities with the code alone: it lists the activities with ids.\n\
                  3. Choose activities: {activities}\n\
                  4. related_activities with the code and the chosen ids.\n\
                  5. compare_occupations with the occupation and the two best results.\n\n\
                  List the results with code, title, job zone and the number of shared activities, say which activities \
                  were chosen, and in what the best two differ from the occupation. End with the source and the release.",
    },
    Row {
        name: "code_job_titles",
        title: "Code a list of job titles",
        description: "O*NET-SOC codes for job titles, with those that a person should check",
        arguments: &[Argument {
            name: "titles",
            description: "Job titles, one on a line or separated by semicolons",
            otherwise: None,
        }],
        message: "Code these job titles to O*NET-SOC with the O*NET tools:\n\n{titles}\n\n\
                  1. code_job_titles with up to 100 titles a call, as they are written.\n\
                  2. For a score below 0.5, look at get_occupation (section tasks) of the best two candidates and decide, or \
                  leave it to the person.\n\n\
                  Return a table in the order of the list: title, code, occupation, score, and a mark where a person should \
                  look. Do not make up codes. End with the source and the release.",
    },
];

pub(crate) fn list() -> Vec<Prompt> {
    let prompt = |row: &Row| {
        let arguments = row.arguments.iter().map(|argument| {
            PromptArgument::new(argument.name)
                .with_description(argument.description)
                .with_required(argument.otherwise.is_none())
        });
        Prompt::new(row.name, Some(row.description), Some(arguments.collect())).with_title(row.title)
    };
    PROMPTS.iter().map(prompt).collect()
}

/// The message of a prompt.
///
/// # Errors
///
/// An unknown prompt, or a required argument that is missing.
pub(crate) fn get(name: &str, arguments: &JsonObject) -> Result<GetPromptResult, Refusal> {
    let names = PROMPTS.each_ref().map(|row| row.name);
    let Some(row) = PROMPTS.iter().find(|row| row.name == name) else {
        return Err(Refusal::new(
            format!("There is no prompt {name}."),
            suggestion(name, "the prompts are", &names),
        ));
    };
    let mut values = Vec::new();
    for argument in row.arguments {
        let given = arguments.get(argument.name).and_then(|value| value.as_str()).map(str::trim);
        let value = given.filter(|value| !value.is_empty()).or(argument.otherwise);
        let Some(value) = value else {
            let message = format!("The prompt {name} needs the argument {}.", argument.name);
            return Err(Refusal::new(message, argument.description));
        };
        values.push((argument.name, value));
    }
    let message = PromptMessage::new_text(Role::User, filled(row.message, &values));
    Ok(GetPromptResult::new(vec![message]).with_description(row.description))
}

/// A message with the values in their places; values are not searched for places.
fn filled(message: &str, values: &[(&str, &str)]) -> String {
    let mut text = String::new();
    let mut rest = message;
    while let Some((before, after)) = rest.split_once('{') {
        text.push_str(before);
        let Some((name, behind)) = after.split_once('}') else { break };
        if let Some((_, value)) = values.iter().find(|(known, _)| *known == name) {
            text.push_str(value);
        }
        rest = behind;
    }
    text.push_str(rest);
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_place_of_a_message_is_an_argument_and_every_argument_has_a_place() {
        for row in &PROMPTS {
            let values: Vec<(&str, &str)> =
                row.arguments.iter().map(|argument| (argument.name, "{x}")).collect();
            let text = filled(row.message, &values);
            assert_eq!(text.matches("{x}").count(), row.arguments.len(), "{}", row.name);
            assert_eq!(text.matches('{').count(), row.arguments.len(), "{}", row.name);
        }
    }
}
