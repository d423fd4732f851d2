package org.waypost.kemi.lua;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.waypost.sip.ScriptModule;

/**
 * The functions of all modules that were ever there, in slots. The list of slots only grows, so a Lua state sees what is new by
 * comparing its length.
 */
final class Modules {

    private final List<FunctionSlot> slots = new CopyOnWriteArrayList<>();
    private final Map<String, FunctionSlot> byName = new TreeMap<>();
    private final List<Present> present = new ArrayList<>();
    private final long grace;
    private volatile int size;

    /** @param grace nanoseconds that callers wait for a function that has just gone */
    Modules(long grace) {
        this.grace = grace;
    }

    private record Present(ScriptModule module, int ranking) {}

    /** Adds a module; of several that offer the same function, the one of the highest ranking counts. */
    synchronized void add(ScriptModule module, int ranking) {
        present.add(new Present(module, ranking));
        present.sort(Comparator.comparingInt(Present::ranking));
        fill(module.name());
    }

    synchronized void remove(ScriptModule module) {
        present.removeIf(each -> each.module() == module);
        fill(module.name());
    }

    private void fill(String name) {
        Map<String, ScriptModule.Signature> functions = new TreeMap<>();
        for (Present each : present) {
            if (each.module().name().equals(name)) {
                functions.putAll(each.module().functions());
            }
        }
        functions.forEach((function, signature) -> slot(name, function).fill(signature));
        for (FunctionSlot slot : slots) {
            if (slot.module().equals(name) && !functions.containsKey(slot.name())) {
                slot.clear();
            }
        }
        size = slots.size();
    }

    private FunctionSlot slot(String module, String function) {
        FunctionSlot made = new FunctionSlot(module, function, grace);
        FunctionSlot known = byName.putIfAbsent(made.fullName(), made);
        if (known != null) {
            return known;
        }
        slots.add(made);
        return made;
    }

    /** How many slots there are. */
    int size() {
        return size;
    }

    /** Whether anything was ever there that a script finds as {@code KSR.word}. */
    synchronized boolean knows(String word) {
        return byName.containsKey("KSR." + word)
                || slots.stream().anyMatch(slot -> slot.module().equals(word));
    }

    FunctionSlot get(int index) {
        return slots.get(index);
    }

    /** The slots by their full names. */
    synchronized List<FunctionSlot> sorted() {
        return List.copyOf(byName.values());
    }
}
