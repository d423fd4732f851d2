/** Changing the features of a running container; exported by the system bundle. */
package org.waypost.features;
