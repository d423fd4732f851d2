package org.waypost.pv;

/** The engine outside a container: no provider comes. */
final class Engines {

    private Engines() {}

    static PseudoVariableEngine alone() {
        return new PseudoVariableEngine(null);
    }
}
