/** Servers and launchers as their users get them, with an application in them. */
package io.tripmeter.deployments;
