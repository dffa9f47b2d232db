/** Clients that find each other by name. */
package com.example.services;
