package io.tripmeter.signals.spans.joined;

import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import co.elastic.apm.agent.impl.transaction.TransactionImpl;
import io.tripmeter.boot.TestUnits;
import io.tripmeter.boot.UnitOfWork;
import io.tripmeter.config.Configuration;
import io.tripmeter.signals.spans.CostAttributes;
import io.tripmeter.work.scheduled.ScheduledTasks;
import io.tripmeter.work.servlet.Servlets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Spans that start inside of a unit, and say only later what they are. */
final class JoinedSpansTest {
  private final JoinedSpans spans =
      new JoinedSpans(new CostAttributes(sql -> sql, Configuration.ofArguments(null)));

  @AfterEach
  void leave() {
    TestUnits.onThisThread(null);
  }

  @Test
  void aJobsSpanStartsBeforeTheJobHasAskedTheDatabase() {
    UnitOfWork job = UnitOfWork.begin(new ScheduledTasks(List.of()), 0);
    TestUnits.onThisThread(job);
    spans.started(new TransactionImpl());
    assertNotNull(job.joined());
  }

  @Test
  void oneThatStartsAfterwardsIsAPartOfTheJob() {
    UnitOfWork job = UnitOfWork.begin(new ScheduledTasks(List.of()), 0);
    TestUnits.asks(job);
    TestUnits.onThisThread(job);
    spans.started(new TransactionImpl());
    assertNull(job.joined());
  }

  @Test
  void aRequestsMayBeItsServersAllTheSame() {
    UnitOfWork request = UnitOfWork.begin(new Servlets(), 0);
    TestUnits.asks(request);
    TestUnits.onThisThread(request);
    spans.started(new TransactionImpl());
    assertNotNull(request.joined());
  }
}
