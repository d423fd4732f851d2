package org.waypost.management.rpc;

import java.util.List;

/** Some methods that belong together; a service. */
interface RpcMethods {

    List<RpcMethod> methods();
}
