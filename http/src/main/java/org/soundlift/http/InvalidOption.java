package org.soundlift.http;

import java.util.List;
import org.soundlift.core.job.Failure;
import org.soundlift.core.job.FailureCode;
import org.soundlift.http.Problem.FieldError;

/** The problem of an option that has a value out of its range. */
public final class InvalidOption {
    private InvalidOption() {}

    /** @param valid what is accepted, such as "a whole number from 0 to 9" */
    public static Problem problem(String option, String valid) {
        String detail = "Option \"" + option + "\" must be " + valid + ".";
        return new Problem(
                new Failure(FailureCode.INVALID_OPTION, detail),
                List.of(new FieldError("#/" + option, "must be " + valid)));
    }
}
