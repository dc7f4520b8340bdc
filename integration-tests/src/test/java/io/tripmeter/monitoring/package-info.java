/** What docs/ offers to who operates a fleet: dashboard, alert and recording rules. Each name in them is compared with what real applications serve. */
package io.tripmeter.monitoring;
