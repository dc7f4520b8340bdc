/** In the AGENT's own loader: Flyway and Liquibase, whose long statements are exempt from Tripmeter's timeouts. */
package io.tripmeter.migration;
