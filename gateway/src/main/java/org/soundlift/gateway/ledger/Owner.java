package org.soundlift.gateway.ledger;

import org.soundlift.core.account.AccountId;

/** The owner of a job. */
public sealed interface Owner {
    /** Returns the name of the owner in tables. */
    String id();

    /** Returns the name of the owner in messages: the e-mail address of an account, or else {@code anonymous}. */
    String username();

    /** An account. */
    record Account(AccountId account, String email) implements Owner {
        @Override
        public String id() {
            return account.value();
        }

        @Override
        public String username() {
            return email;
        }
    }

    /**
     * A browser without an account, where others have one. The id of a job is the key to it; the list of jobs shows it to the
     * same browser alone.
     *
     * @param cookie recognises the browser
     */
    record Visitor(String cookie) implements Owner {
        @Override
        public String id() {
            return OwnerColumn.VISITOR_PREFIX + cookie;
        }

        @Override
        public String username() {
            return OwnerColumn.ANONYMOUS;
        }
    }

    /** Any caller, where there are no accounts. */
    record Anonymous() implements Owner {
        @Override
        public String id() {
            return OwnerColumn.ANONYMOUS;
        }

        @Override
        public String username() {
            return OwnerColumn.ANONYMOUS;
        }
    }

    /** Returns the name of the owner's share of the service: all callers without an account have one together. */
    default String quotaName() {
        return switch (this) {
            case Account account -> account.id();
            case Visitor _, Anonymous _ -> OwnerColumn.ANONYMOUS;
        };
    }
}
