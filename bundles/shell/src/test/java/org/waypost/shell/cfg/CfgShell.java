package org.waypost.shell.cfg;

import org.waypost.shell.FakeCatalogue;
import org.waypost.shell.Gogo;

/** A shell with the commands {@code cfg:…}. */
final class CfgShell {

    private CfgShell() {}

    static Gogo open() {
        return open(new FakeCatalogue());
    }

    static Gogo open(FakeCatalogue catalogue) {
        Changes changes = new Changes(catalogue);
        return new Gogo()
                .with("cfg", new CfgCommands(catalogue), "list", "get", "help", "diff", "history")
                .with("cfg", new CfgFileCommands(catalogue, changes), "export", "import")
                .with(
                        "cfg",
                        new CfgChangeCommands(catalogue, changes),
                        "set",
                        "set_now_int",
                        "set_now_string",
                        "seti",
                        "sets",
                        "modparam",
                        "reset",
                        "undo",
                        "begin",
                        "commit",
                        "rollback",
                        "pending");
    }
}
