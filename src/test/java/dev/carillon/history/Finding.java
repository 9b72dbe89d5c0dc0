package dev.carillon.history;

/** Something that must not have happened. */
record Finding(Fault fault, String what) {

    enum Fault {
        /** It was promised, or is behind one that was delivered, and never came. */
        LOST,
        /** It came, or is stored, more than once. */
        DOUBLED,
        /** It came, or is stored, before something that it must follow. */
        REORDERED,
        /** Nobody sent it there, or its sender was told that it was refused. */
        PHANTOM,
        /** Two accounts of the same thing differ. */
        CONTRADICTION,
        /** The service did not fill a gap that it could have filled. */
        NOT_RECOVERED,
        /** It closed a socket that did nothing wrong. */
        CUT_OFF,
        /** It tells of subscribers who are not there, or not of those who are. */
        MISCOUNTED,
        /** It answered what the protocol does not foresee here. */
        UNEXPECTED
    }

    @Override
    public String toString() {
        return fault + " " + what;
    }
}
