package io.tripmeter.migrations;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What is to be migrated; every one takes longer than the timeouts that {@link Timeouts} asks for. */
final class Scripts {
  /** Seconds. */
  static final double LONG = 1.8;

  private final Path root;

  Scripts(Path root) {
    this.root = root;
  }

  /** A directory of this name with Flyway's script of version 1. */
  String flyway(String name, String sql) {
    return flyway(name, 1, sql, true);
  }

  /** The same for any version, in a transaction or in none. */
  String flyway(String name, int version, String sql, boolean inTransaction) {
    try {
      Path directory = Files.createDirectories(root.resolve(name));
      Path script = Files.writeString(directory.resolve("V" + version + "__script.sql"), sql);
      if (!inTransaction) {
        Files.writeString(Path.of(script + ".conf"), "executeInTransaction=false\n");
      }
      return directory.toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Its name, as Liquibase finds it on the class path. */
  String changelog(String name, String sql) {
    try {
      Files.writeString(
          root.resolve(name + ".sql"),
          "--liquibase formatted sql\n\n--changeset we:" + name + " splitStatements:false\n" + sql
              + "\n");
      return name + ".sql";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String sleep() {
    return "SELECT pg_sleep(" + LONG + ");";
  }
}
