package org.waypost.itest.kit;

/** How a run of a program ended: exit code and what it printed, both streams in one. */
public record Outcome(int exitCode, String output) {}
