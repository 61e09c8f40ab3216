package org.soundlift.http;

import java.util.Collection;
import java.util.List;
import org.soundlift.core.job.Failure;
import org.soundlift.core.job.FailureCode;
import org.soundlift.core.service.NearestName;
import org.soundlift.http.path.PathPrefix;
import tools.jackson.databind.node.ObjectNode;

/**
 * A failed request as its sender sees it: problem details (RFC 9457) with a stable code.
 *
 * @param errors the fields that are wrong, where it is about fields
 */
public record Problem(Failure failure, List<FieldError> errors) {
    private static final int LONGEST_ECHO = 100;

    public static final String CONTENT_TYPE = "application/problem+json";

    /**
     * One wrong field.
     *
     * @param pointer where it stands, such as {@code #/quality}
     * @param detail what is valid
     */
    public record FieldError(String pointer, String detail) {}

    public static Problem of(FailureCode code) {
        return new Problem(Failure.of(code), List.of());
    }

    /**
     * Returns the problem of an option that has a value out of its range.
     *
     * @param valid the accepted values, such as "a whole number from 0 to 9"
     */
    public static Problem invalidOption(String option, String valid) {
        String detail = "Option \"" + option + "\" must be " + valid + ".";
        return new Problem(
                new Failure(FailureCode.INVALID_OPTION, detail),
                List.of(new FieldError("#/" + option, "must be " + valid)));
    }

    /** Returns the problem of an option that does not exist. */
    public static Problem unknownOption(String name, Collection<String> known) {
        String shown = name.substring(0, Math.min(name.length(), LONGEST_ECHO));
        String hint = NearestName.of(shown, known, 0)
                .map(nearest -> "Did you mean \"" + nearest + "\"?")
                .orElse("There are: " + String.join(", ", known) + ".");
        return new Problem(
                new Failure(FailureCode.INVALID_OPTION, "There is no option \"" + shown + "\". " + hint),
                List.of(new FieldError(
                        "#/" + shown, "is unknown; " + Character.toLowerCase(hint.charAt(0)) + hint.substring(1))));
    }

    /**
     * Adds the members of the problem to {@code target}.
     *
     * @param prefix of the service that has the problem
     */
    public ObjectNode writeTo(ObjectNode target, PathPrefix prefix) {
        FailureCode code = failure.code();
        target.put("type", prefix.value() + "/docs#" + code.name())
                .put("title", code.sentence())
                .put("status", code.httpStatus())
                .put("detail", failure.detail())
                .put("code", code.name())
                .put("retryable", code.retryable());
        code.suggestion().ifPresent(suggestion -> target.put("suggestion", suggestion));
        if (!errors.isEmpty()) {
            var list = target.putArray("errors");
            errors.forEach(e -> list.addObject().put("pointer", e.pointer()).put("detail", e.detail()));
        }
        return target;
    }
}
