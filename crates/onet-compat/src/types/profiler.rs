//! The O*NET Interest Profiler.

use super::shared::Link;
use crate::describe::shapes;

shapes! {
    /// A page of questions: `<questions>`.
    ProfilerQuestions {
        /// Place of the first question of this page, from 1.
        start: attribute u64,
        /// Place of the last question.
        end: attribute u64,
        /// Number of questions, 60 or 30.
        total: attribute u64,
        /// Links to the pages before and after.
        link: child Vec<Link>,
        /// What one can answer.
        answer_options: child AnswerOptions,
        /// The questions.
        question: child Vec<Question>,
    }

    /// What one can answer to every question.
    AnswerOptions {
        /// The five answers, from dislike to like.
        answer_option: child Vec<Answer>,
    }

    /// An answer.
    Answer {
        /// Its digit, 1 to 5.
        value: attribute u64,
        /// Its words.
        name: text String,
    }

    /// A question.
    Question {
        /// Its place, from 1.
        index: attribute u64,
        /// The interest that it is about, such as `Realistic`.
        area: child String,
        /// The activity to like or dislike.
        text: child String,
    }

    /// Scores of an interest profile: `<results>`.
    ProfilerResults {
        /// The answers given, 30 or 60 digits from 1 to 5.
        answers: attribute String,
        /// Place of the first result of this page, from 1.
        start: attribute u64,
        /// Place of the last result.
        end: attribute u64,
        /// Number of results, 6.
        total: attribute u64,
        /// Links to the pages before and after.
        link: child Vec<Link>,
        /// The interests, in the order R, I, A, S, E, C.
        result: child Vec<ProfilerResult>,
    }

    /// The score of an interest.
    ProfilerResult {
        /// The interest, such as `Realistic`.
        area: child String,
        /// The sum of (answer - 1): 0 to 20 for 30 questions, 0 to 40 for 60.
        score: child u64,
        /// What people with this interest like.
        description: child String,
    }

    /// The job zones that one chooses from after the questions: `<job_zones>`.
    ProfilerJobZones {
        /// Place of the first job zone of this page, from 1.
        start: attribute u64,
        /// Place of the last job zone.
        end: attribute u64,
        /// Number of job zones, 5.
        total: attribute u64,
        /// Links to the pages before and after.
        link: child Vec<Link>,
        /// The job zones.
        job_zone: child Vec<ProfilerJobZone>,
    }

    /// A job zone.
    ProfilerJobZone {
        /// Its number, 1 to 5.
        value: child u64,
        /// Its title.
        title: child String,
        /// The experience needed.
        experience: child String,
        /// The education needed.
        education: child String,
        /// The training needed.
        job_training: child String,
        /// Careers in it.
        examples: child String,
        /// Its range of specific vocational preparation.
        svp_range: child String,
    }
}
