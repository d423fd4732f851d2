package org.waypost.sip;

/** A whiteboard service: how long something takes, counted in classes of duration. */
public interface LatencyHistogram {

    /** What is measured, such as {@code register}. */
    String name();

    /** One sentence on what is measured, from when to when, and which part of all. */
    String description();

    /** The longest duration of each class but the last, which has no limit; in nanoseconds, ascending. */
    long[] bounds();

    /** How many were in each class: one more than {@link #bounds()}. */
    long[] counts();

    /** How long all of them took together, in nanoseconds. */
    long sum();
}
