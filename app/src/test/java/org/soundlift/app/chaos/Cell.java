package org.soundlift.app.chaos;

import java.util.List;

/**
 * A fault at a point in one way of running.
 *
 * @param fault its number in the list of faults
 */
record Cell(int fault, String what, String point, Way way, Act act) {
    /** Brings the fault about, and ends it. */
    @FunctionalInterface
    interface Act {
        void run(Scene scene) throws Exception;
    }

    static List<Cell> in(List<Way> ways, int fault, String what, String point, Act act) {
        return ways.stream().map(way -> new Cell(fault, what, point, way, act)).toList();
    }

    static List<Cell> everywhere(int fault, String what, String point, Act act) {
        return in(List.of(Way.ONE_PROCESS, Way.GRIDFS, Way.S3), fault, what, point, act);
    }

    String name() {
        return fault + " " + what + " · " + point + " · " + way;
    }
}
