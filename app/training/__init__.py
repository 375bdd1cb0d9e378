"""Training (lớp tập huấn): courses and trainings in the hamlet, attendance and results.

Words: a Course (lớp) has Trainings (buổi) and Learners (học viên); an Attendance is the mark of one learner at
one training; a result is đạt or chưa đạt, set by the organiser and never called a national confirmation.

    plan > course > training > attendance
                  > learner  > attendance, result

Decisions. Marks are entered in boxes that one key fills (x v p m), in the row order of the printed sheet; a whole
column may be pasted or typed as one run of keys and is shown before it is saved. Each box carries the mark that was
seen: when somebody else changed it meanwhile nothing is overwritten, the official is told at that box. A result is
not refused for missed trainings: it is the organiser's word, and the reasons stand beside it. A trainer sees only
courses given to their account. Not taken: a box to tick per person (vắng có phép and đến muộn would be lost), and
marking a training before its day. A class is repeated in other hamlets in one step, each copy seen and corrected in
its line before any is made; the step is taken back as long as nothing happened in a copy (not taken: copies tied to
their source, where a correction of one would change ten).
"""
