package org.waypost.usrloc;

/** A change of one record. It may be run more than once before it is stored, so it must act on nothing but the edit. */
@FunctionalInterface
public interface RecordUpdate<R> {

    R apply(RecordEdit edit);
}
