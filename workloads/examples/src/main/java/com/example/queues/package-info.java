/** Items that one client takes. */
package com.example.queues;
