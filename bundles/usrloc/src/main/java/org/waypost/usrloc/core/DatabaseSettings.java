package org.waypost.usrloc.core;

/**
 * How the location tables of a database are used.
 *
 * @param load db_mode 1 and 2 begin with the bindings of the database
 * @param timerClean expired rows are deleted each timer_interval, whoever stored them
 * @param cleanTcp bindings of connections are deleted before the others are loaded
 * @param removalDelay seconds that db_mode 3 keeps an expired contact longer
 */
record DatabaseSettings(boolean load, boolean timerClean, boolean cleanTcp, int removalDelay) {

    static final DatabaseSettings DEFAULTS = new DatabaseSettings(true, false, false, 0);
}
