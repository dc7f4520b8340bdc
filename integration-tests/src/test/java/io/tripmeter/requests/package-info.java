/** What a server takes for a request is one request, with the route it matched and the round trips it cost. */
package io.tripmeter.requests;
