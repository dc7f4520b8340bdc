/**
 * A small home-maintenance service, as ordinary as an application on Jetty, HikariCP and PostgreSQL can be. It knows
 * nothing of Tripmeter; it is what Tripmeter is shown on. All of it lives in the application's own class loader.
 */
@NullMarked
package io.tripmeter.sample;

import org.jspecify.annotations.NullMarked;
