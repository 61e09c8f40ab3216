package org.soundlift.app;

class SqliteOwnershipEndToEndIT extends OwnershipEndToEndContract {
    @Override
    String[] database() {
        return new String[0];
    }
}
