/** The test's side of {@code example.Console}: an application in a JVM of its own that does as it is told. */
package io.tripmeter.child;
