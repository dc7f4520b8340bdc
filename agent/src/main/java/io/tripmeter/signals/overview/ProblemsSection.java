package io.tripmeter.signals.overview;

import io.tripmeter.postgres.SqlText;
import io.tripmeter.signals.findings.Findings;
import io.tripmeter.signals.findings.Problem;

/** {@code problems}: what is wrong and what to do about it. */
final class ProblemsSection implements Section {
  private final Findings findings;

  ProblemsSection(Findings findings) {
    this.findings = findings;
  }

  @Override
  public void addTo(Json json) {
    json.beginArray("problems");
    for (Problem problem : findings.current()) {
      add(json, problem);
    }
    json.endArray().number("observed_s", findings.observedSeconds());
  }

  private static void add(Json json, Problem problem) {
    SqlText sql = problem.sql();
    json.beginObject()
        .text("id", problem.id(), Texts.SQL_ASIDE)
        .text("kind", problem.kind())
        .text("severity", problem.severity().label())
        .text("title", problem.title(), Texts.SQL_ASIDE)
        .text("detail", problem.detail(), Texts.SQL)
        .text("number", problem.number(), Texts.SQL_ASIDE)
        .decimal("saves_s_per_hour", problem.savesSecondsPerHour())
        .text("cure", problem.cure(), Texts.SQL)
        .text("setting", problem.setting(), Texts.NAME)
        .text("where", problem.where(), Texts.NAME);
    callers(json.beginArray("callers"), problem);
    json.endArray()
        .text("pool", problem.pool(), Texts.NAME)
        .text("route", problem.route(), Texts.NAME)
        .text("statement_id", sql == null ? null : sql.id())
        .text("sql", sql == null ? null : sql.text(), Texts.SQL_ASIDE)
        .text("more", problem.more())
        .endObject();
  }

  private static void callers(Json json, Problem problem) {
    for (String caller : problem.callers()) {
      json.text(caller, Texts.NAME);
    }
  }
}
