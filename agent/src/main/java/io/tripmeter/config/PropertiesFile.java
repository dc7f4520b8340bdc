package io.tripmeter.config;

import java.io.BufferedReader;
import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/** Reads a properties file in UTF-8 and keeps each key's line number, which {@link Properties} does not. */
final class PropertiesFile {
  private final String path;
  private final List<GivenValue> given = new ArrayList<>();

  private PropertiesFile(String path) {
    this.path = path;
  }

  /** The file's settings; empty if it cannot be read. */
  static List<GivenValue> read(String name, String namedBy, Problems problems) {
    File file = new File(name);
    try {
      return read(file);
    } catch (IOException | RuntimeException e) {
      problems.file(
          namedBy, "cannot read the file " + file.getAbsolutePath() + ": " + reason(file));
      return new ArrayList<>();
    }
  }

  /** A malformed escape is an IllegalArgumentException, as {@link Properties} has it. */
  static List<GivenValue> read(File file) throws IOException {
    PropertiesFile properties = new PropertiesFile(file.getPath());
    try (Reader in = new InputStreamReader(new FileInputStream(file), StandardCharsets.UTF_8)) {
      properties.readLines(new BufferedReader(in));
      return properties.given;
    }
  }

  /** Why it cannot be read, or nothing can be read of it. */
  static String reason(File file) {
    try {
      if (!file.exists()) {
        return "it does not exist";
      }
      if (file.isFile() && file.length() == 0) {
        return "it is empty";
      }
      return file.isDirectory() ? "it is a directory" : "access denied or not a properties file";
    } catch (SecurityException e) {
      return "the security manager forbids it";
    }
  }

  private void readLines(BufferedReader in) throws IOException {
    StringBuilder logical = new StringBuilder();
    int number = 0;
    int first = 1;
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      number++;
      if (logical.length() == 0) {
        first = number;
      }
      logical.append(line).append('\n');
      boolean comment = logical.length() == line.length() + 1 && isComment(line);
      if (comment || !isContinued(line)) {
        add(logical.toString(), first);
        logical.setLength(0);
      }
    }
    add(logical.toString(), first);
  }

  private static boolean isComment(String line) {
    String trimmed = line.trim();
    return trimmed.startsWith("#") || trimmed.startsWith("!");
  }

  /** A line is continued if it ends with an odd number of backslashes. */
  private static boolean isContinued(String line) {
    int backslashes = 0;
    while (backslashes < line.length() && line.charAt(line.length() - 1 - backslashes) == '\\') {
      backslashes++;
    }
    return backslashes % 2 == 1;
  }

  private void add(String logicalLine, int number) throws IOException {
    Properties one = new Properties();
    one.load(new StringReader(logicalLine));
    for (String name : one.stringPropertyNames()) {
      String value = one.getProperty(name, "");
      given.add(new GivenValue(
          PropertyNames.withoutPrefix(name), value, "file " + path + " line " + number));
    }
  }
}
