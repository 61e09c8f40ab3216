package org.soundlift.gateway.ledger;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jdbi.v3.core.statement.Query;
import org.soundlift.core.job.JobStatus;

/**
 * The jobs that a list shows: those that match all of these.
 *
 * @param owner empty for the jobs of all owners
 * @param username the whole name of their owner
 * @param errorCode of failed jobs
 * @param filename a part of the video's name; upper and lower case are the same in ASCII at least
 */
public record JobFilter(
        Optional<Owner> owner,
        Optional<JobStatus> status,
        Optional<String> username,
        Optional<String> errorCode,
        Optional<String> filename) {
    /** All jobs of all owners. */
    public static final JobFilter ALL =
            new JobFilter(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    public static JobFilter of(Owner owner) {
        return new JobFilter(
                Optional.of(owner), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    public JobFilter with(JobStatus only) {
        return new JobFilter(owner, Optional.of(only), username, errorCode, filename);
    }

    String condition() {
        List<String> conditions = new ArrayList<>(List.of("1 = 1"));
        owner.ifPresent(_ -> conditions.add(OwnerColumn.OWN));
        status.ifPresent(_ -> conditions.add("status = :status"));
        username.ifPresent(_ -> conditions.add("username = :username"));
        errorCode.ifPresent(_ -> conditions.add("error_code = :errorCode"));
        filename.ifPresent(_ ->
                conditions.add("(lower(filename) like :filename escape '!' or filename like :asWritten escape '!')"));
        return String.join(" and ", conditions);
    }

    void bindTo(Query query) {
        owner.ifPresent(o -> query.bind("owner", o.id()));
        status.ifPresent(s -> query.bind("status", s.wireName()));
        username.ifPresent(name -> query.bind("username", name));
        errorCode.ifPresent(code -> query.bind("errorCode", code));
        filename.ifPresent(part -> query.bind("filename", "%" + literal(part.toLowerCase(Locale.ROOT)) + "%")
                .bind("asWritten", "%" + literal(part) + "%"));
    }

    private static String literal(String part) {
        return part.replaceAll("[!%_]", "!$0");
    }
}
