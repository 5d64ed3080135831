//! The work activities of an occupation as a tree, from general ones down to tasks.

use std::cmp::Reverse;
use std::collections::HashMap;

use onet_api::types::{WorkActivityNode, WorkActivityOutline};
use onet_db::elements::WORK_ACTIVITIES;
use onet_db::report::{ActivityPath, TaskStatement};
use onet_domain::OnetSocCode;

use super::body::to_json;
use super::call::Call;
use super::report::related;
use crate::error::Error;

/// The data from which the nodes of a tree are built.
struct Outline<'a> {
    call: &'a Call<'a>,
    code: OnetSocCode,
    /// The scores of general activities by id; empty where the release does not rate them.
    importance: HashMap<String, i64>,
    /// Tasks with their ranks by importance; empty where the release has no statements.
    tasks: HashMap<i64, (usize, TaskStatement)>,
}

/// The tree of an occupation.
pub(crate) fn outline(call: &Call<'_>) -> Result<Vec<u8>, Error> {
    let code = call.known_occupation()?;
    let release = call.release();
    let mut paths = release.activity_paths(code)?;
    if paths.is_empty() {
        return Err(call.no_data(code, "work activities outline"));
    }
    let ratings = match release.has_table(WORK_ACTIVITIES.table) {
        true => release.ratings(&WORK_ACTIVITIES, code)?,
        false => Vec::new(),
    };
    let tasks = match release.has_table("task_statements") {
        true => release.tasks(code)?,
        false => Vec::new(),
    };
    let outline = Outline {
        call,
        code,
        importance: ratings.into_iter().map(|rating| (rating.element.id, rating.score)).collect(),
        tasks: tasks.into_iter().enumerate().map(|(place, task)| (task.id, (place, task))).collect(),
    };
    let activities = call.occupations()?.activities_of(code).enumerate();
    let places: HashMap<&str, usize> = activities.map(|(place, activity)| (activity.id, place)).collect();
    // Activities in the order of the occupation, the tasks of each in the order of the report.
    paths.sort_by_key(|path| {
        let place = places.get(path.detailed[0].as_str());
        (place.copied(), outline.tasks.get(&path.task).map(|(place, _)| *place))
    });
    let mut activity: Vec<WorkActivityNode> = Vec::new();
    for path in &paths {
        let mut level = &mut activity;
        for node in outline.nodes(path) {
            let known = level.iter().position(|known| known.id == node.id);
            let at = known.unwrap_or_else(|| {
                level.push(node);
                level.len() - 1
            });
            level = &mut level[at].related_activity;
        }
    }
    // Unrated top nodes stay in the order of their descendants.
    activity.sort_by_key(|node| Reverse(node.importance));
    to_json(&WorkActivityOutline { activity })
}

impl Outline<'_> {
    /// The nodes of a path from the top, of the levels that the call requests.
    fn nodes(&self, path: &ActivityPath) -> impl Iterator<Item = WorkActivityNode> {
        let task = self.tasks.get(&path.task).map(|(_, task)| {
            let mut node = self.node("task", &task.id.to_string(), &task.title);
            node.importance = task.importance;
            node
        });
        let [id, title, description] = &path.general;
        let mut general = self.node("gwa", id, title);
        general.description = Some(description.clone());
        general.importance = self.importance.get(id).copied();
        let [id, title] = &path.intermediate;
        let intermediate = self.node("iwa", id, title);
        let [id, title] = &path.detailed;
        let detailed = self.node("dwa", id, title);
        let wanted = self.call.arguments.list("display");
        let nodes = [Some(general), Some(intermediate), Some(detailed), task].into_iter().flatten();
        nodes.filter(move |node| wanted.contains(&node.activity_type))
    }

    fn node(&self, activity_type: &str, id: &str, title: &str) -> WorkActivityNode {
        let kind = match activity_type {
            "gwa" => Some("work_activities"),
            "dwa" => Some("detailed_work_activities"),
            "task" => Some("tasks"),
            _ => None,
        };
        WorkActivityNode {
            activity_type: activity_type.to_owned(),
            id: id.to_owned(),
            related: kind.map(|kind| related(self.call, self.code, kind, id)),
            title: title.to_owned(),
            description: None,
            importance: None,
            related_activity: Vec::new(),
        }
    }
}
