/**
 * Loaded by the BOOTSTRAP class loader, so that code inlined into any class of the application can call it. Types of {@code java.base}
 * only: on Java 9 and later even {@code java.sql} is out of the bootstrap loader's sight.
 *
 * <p>Everything that runs on a hot path (stream, statement, borrow) is here and allocates nothing. What the rest of the agent wants to
 * know goes through {@link io.tripmeter.boot.DriverHooks}, {@link
 * io.tripmeter.boot.PoolHooks} and {@link io.tripmeter.boot.WorkHooks}.
 */
package io.tripmeter.boot;
