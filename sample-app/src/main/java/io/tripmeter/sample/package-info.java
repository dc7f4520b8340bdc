/**
 * A small home-maintenance service: an ordinary application on Jetty, HikariCP and PostgreSQL that demonstrates Tripmeter. It has no
 * dependency on Tripmeter. Class loader: the application's own.
 */
@NullMarked
package io.tripmeter.sample;

import org.jspecify.annotations.NullMarked;
