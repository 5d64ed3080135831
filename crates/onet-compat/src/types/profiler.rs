//! The O*NET Interest Profiler.

use super::shared::Link;
use crate::describe::shapes;

shapes! {
    ProfilerQuestions, "A page of questions: `<questions>`." {
        start: attribute u64, "Place of the first question of this page, from 1.";
        end: attribute u64, "Place of the last question.";
        total: attribute u64, "Number of questions, 60 or 30.";
        link: child Vec<Link>, "Links to the pages before and after.";
        answer_options: child AnswerOptions, "What one can answer.";
        question: child Vec<Question>, "The questions.";
    }
    AnswerOptions, "What one can answer to every question." {
        answer_option: child Vec<Answer>, "The five answers, from dislike to like.";
    }
    Answer, "An answer." {
        value: attribute u64, "Its digit, 1 to 5.";
        name: text String, "Its words.";
    }
    Question, "A question." {
        index: attribute u64, "Its place, from 1.";
        area: child String, "The interest that it is about, such as `Realistic`.";
        text: child String, "The activity to like or dislike.";
    }
    ProfilerResults, "Scores of an interest profile: `<results>`." {
        answers: attribute String, "The answers given, 30 or 60 digits from 1 to 5.";
        start: attribute u64, "Place of the first result of this page, from 1.";
        end: attribute u64, "Place of the last result.";
        total: attribute u64, "Number of results, 6.";
        link: child Vec<Link>, "Links to the pages before and after.";
        result: child Vec<ProfilerResult>, "The interests, in the order R, I, A, S, E, C.";
    }
    ProfilerResult, "The score of an interest." {
        area: child String, "The interest, such as `Realistic`.";
        score: child u64, "The sum of (answer - 1): 0 to 20 for 30 questions, 0 to 40 for 60.";
        description: child String, "What people with this interest like.";
    }
    ProfilerJobZones, "The job zones that one chooses from after the questions: `<job_zones>`." {
        start: attribute u64, "Place of the first job zone of this page, from 1.";
        end: attribute u64, "Place of the last job zone.";
        total: attribute u64, "Number of job zones, 5.";
        link: child Vec<Link>, "Links to the pages before and after.";
        job_zone: child Vec<ProfilerJobZone>, "The job zones.";
    }
    ProfilerJobZone, "A job zone." {
        value: child u64, "Its number, 1 to 5.";
        title: child String, "Its title.";
        experience: child String, "The experience needed.";
        education: child String, "The education needed.";
        job_training: child String, "The training needed.";
        examples: child String, "Careers in it.";
        svp_range: child String, "Its range of specific vocational preparation.";
    }
}
