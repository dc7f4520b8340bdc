package io.tripmeter.signals.findings;

import io.tripmeter.postgres.SqlText;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One thing that is wrong, with the number behind it and what cures it. Immutable once it is passed on; has no values. */
public final class Problem {
  private final String kind;
  private final Severity severity;
  private final String subject;
  private final String title;
  private String detail = "";
  private String number = "";
  private double savesSecondsPerHour = Double.NaN;
  private String cure = "";
  private String more = "";
  private @Nullable String setting;
  private @Nullable String where;
  private List<String> callers = Collections.emptyList();
  private @Nullable String pool;
  private @Nullable String route;
  private @Nullable SqlText sql;

  /**
   * @param subject what tells it from others of its kind
   * @param title one sentence: what is wrong
   */
  Problem(String kind, Severity severity, String subject, String title) {
    this.kind = kind;
    this.severity = severity;
    this.subject = subject;
    this.title = title;
  }

  Problem detail(String why) {
    detail = why;
    return this;
  }

  Problem number(String behindIt) {
    number = behindIt;
    return this;
  }

  /** @param secondsPerHour NaN if no time is saved, or it is not known how much */
  Problem saves(double secondsPerHour) {
    savesSecondsPerHour = secondsPerHour;
    return this;
  }

  /** @param anchor of docs/troubleshooting.md */
  Problem cure(String what, String anchor) {
    cure = what;
    more = "troubleshooting#" + anchor;
    return this;
  }

  Problem setting(@Nullable String keyAndValue) {
    setting = keyAndValue;
    return this;
  }

  Problem where(@Nullable String line) {
    where = line;
    return this;
  }

  /** @param lines that called the line of code, innermost first */
  Problem callers(List<String> lines) {
    callers = lines;
    return this;
  }

  Problem pool(@Nullable String name) {
    pool = name;
    return this;
  }

  Problem route(@Nullable String name) {
    route = name;
    return this;
  }

  Problem sql(@Nullable SqlText statement) {
    sql = statement;
    return this;
  }

  /** The same for the same problem, as long as the JVM lives and in others. */
  public String id() {
    return kind + ' ' + subject;
  }

  public String kind() {
    return kind;
  }

  public Severity severity() {
    return severity;
  }

  public String title() {
    return title;
  }

  /** Why it costs. */
  public String detail() {
    return detail;
  }

  public String number() {
    return number;
  }

  /** In the first hour: seconds so far. NaN if no time is saved, or it is not known how much. */
  public double savesSecondsPerHour() {
    return savesSecondsPerHour;
  }

  /** What to do. */
  public String cure() {
    return cure;
  }

  /** {@code key=value} of Tripmeter's; null if no key cures it. */
  public @Nullable String setting() {
    return setting;
  }

  /** The line of code. */
  public @Nullable String where() {
    return where;
  }

  /** The lines that called it when it was found first, innermost first. */
  public List<String> callers() {
    return callers;
  }

  public @Nullable String pool() {
    return pool;
  }

  /** Route, or name of a job. */
  public @Nullable String route() {
    return route;
  }

  public @Nullable SqlText sql() {
    return sql;
  }

  /** Page and anchor in the docs. */
  public String more() {
    return more;
  }
}
