package org.soundlift.core.media;

class InMemoryMediaStoreTest extends MediaStoreContract {
    @Override
    protected MediaStore newStore() {
        return new InMemoryMediaStore();
    }

    @Override
    protected MediaStore reopened(MediaStore before) {
        return before;
    }

    @Override
    protected long large() {
        return 10 << 20;
    }
}
