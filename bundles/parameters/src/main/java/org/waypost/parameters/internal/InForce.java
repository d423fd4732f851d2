package org.waypost.parameters.internal;

/**
 * What is in force of a parameter.
 *
 * @param value in text form
 * @param isSet whether it was set, and is not in force as the default
 */
record InForce(String value, boolean isSet) {}
