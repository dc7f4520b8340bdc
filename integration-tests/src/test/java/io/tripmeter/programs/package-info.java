/** Child programs as the tests of several packages use them. */
package io.tripmeter.programs;
