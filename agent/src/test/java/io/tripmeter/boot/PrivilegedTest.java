package io.tripmeter.boot;

import static org.junit.jupiter.api.Assertions.assertFalse;

import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

final class PrivilegedTest {
  /** This class is seen by all code, and the JDK's objects do what they are told: only their caller's rights hold them back. */
  @Test
  void whatIsNotTheAgentsGetsNoRightsOfTheAgents() {
    assertFalse(Privileged.isAgents(ManagementFactory.getPlatformMBeanServer()));
    assertFalse(Privileged.isAgents(this));
    assertFalse(Privileged.isAgents(null));
  }
}
