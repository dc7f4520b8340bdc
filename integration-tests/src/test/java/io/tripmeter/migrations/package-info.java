/** Flyway and Liquibase do with Tripmeter what they do without it, also where an operator has asked for timeouts. */
package io.tripmeter.migrations;
