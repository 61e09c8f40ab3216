package org.soundlift.gateway.jobs;

/**
 * Whom a job belongs to.
 *
 * @param id of an account; or of nobody, beginning with {@code anonymous}
 * @param username whom messages name: the account's e-mail address
 */
public record Owner(String id, String username) {
    private static final String NOBODY = "anonymous";

    /** Everyone, where there are no accounts. */
    public static final Owner ANONYMOUS = new Owner(NOBODY, NOBODY);

    boolean isAccount() {
        return !id.equals(NOBODY) && !isVisitor();
    }

    /** Whose share of the service it uses: all who have no account have one together. */
    public String quotaName() {
        return isAccount() ? id : NOBODY;
    }

    /** Whether it is somebody without an account, where others have one. */
    public boolean isVisitor() {
        return id.startsWith(NOBODY + ":");
    }

    /** Somebody without an account. The job's id is the key to it; listed it is only to the same visitor. */
    public static Owner visitor(String visitor) {
        return new Owner(NOBODY + ":" + visitor, NOBODY);
    }
}
