from kit.audit.seals import NotEvidence, Sealed, register

LIVE = "what authors write; attempts keep what they asked, completions what they rest on"
COUNTED = "counted from records that are under seal; verify counts it again"

register(
    Sealed("training.Requirement"),
    Sealed("training.Assignment", unsealed={"due_on": "moved by leave; verify computes it again"}),
    Sealed("training.AssignmentReason"),
    Sealed("training.Completion"),
    Sealed("training.QuestionVersion"),
    Sealed("training.Attempt"),
    Sealed("training.AttemptAnswer", where={"attempt__submitted_at__isnull": False}),
    Sealed("training.Regrading"),
    Sealed("training.RegradedAttempt"),
    Sealed("training.Observation"),
    Sealed(
        "training.LessonProgress",
        unsealed={"position": "how far somebody scrolled", "seen_at": "when somebody scrolled last"},
        where={"finished_at__isnull": False},
    ),
    Sealed("training.CalendarFeed"),
    NotEvidence("training.Standing", COUNTED),
    NotEvidence("training.Reminder", "what somebody was told"),
    NotEvidence("training.Course", LIVE),
    NotEvidence("training.CoursePrerequisite", LIVE),
    NotEvidence("training.Lesson", LIVE),
    NotEvidence("training.LessonText", LIVE),
    NotEvidence("training.LessonStandard", LIVE),
    NotEvidence("training.LessonMedia", LIVE),
    NotEvidence("training.Question", LIVE),
    NotEvidence("training.AnswerOption", LIVE),
    NotEvidence("training.QuestionStandard", LIVE),
    NotEvidence("training.AwaitedStandard", LIVE),
    NotEvidence("training.CourseIndexPage", LIVE),
    NotEvidence("training.CoursePage", LIVE),
    NotEvidence("training.LessonPage", LIVE),
)
