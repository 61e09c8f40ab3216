package org.soundlift.gateway.ledger;

import org.soundlift.core.account.AccountId;

/** Column {@code owner} of the ledger's tables: the form of its values, and conditions on it. */
public final class OwnerColumn {
    static final String ANONYMOUS = "anonymous";
    static final String VISITOR_PREFIX = "anonymous:";

    /** True for jobs of owner {@code :owner}. */
    public static final String OWN = "owner = :owner";

    /** True for jobs of owner {@code :owner}, and for those that belong to no account. */
    public static final String OWN_OR_ANONYMOUS =
            "(" + OWN + " or owner = '" + ANONYMOUS + "' or owner like '" + VISITOR_PREFIX + "%')";

    /** True for jobs between {@code :from} and {@code :to}: a range, which an index finds. */
    public static final String SHARE = "owner >= :from and owner <= :to";

    /** The share of a job, as {@link Owner#quotaName} names it. */
    static final String SHARE_NAME =
            "case when owner like '" + VISITOR_PREFIX + "%' then '" + ANONYMOUS + "' else owner end";

    private OwnerColumn() {}

    public static Owner read(String id, String username) {
        if (id.equals(ANONYMOUS)) {
            return new Owner.Anonymous();
        }
        return id.startsWith(VISITOR_PREFIX)
                ? new Owner.Visitor(id.substring(VISITOR_PREFIX.length()))
                : new Owner.Account(new AccountId(id), username);
    }

    /** Returns {@code :to} of {@link #SHARE}, where {@code :from} is {@link Owner#quotaName}. */
    public static String shareTo(Owner owner) {
        return owner instanceof Owner.Account ? owner.quotaName() : VISITOR_PREFIX + "~";
    }
}
