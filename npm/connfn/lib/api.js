// The functions of connfn over a backend, which is the addon or the WASM. This file is the whole surface, written once.

import { json, number, passing, requestJson, text, time } from './arguments.js';

/**
 * @param {object} backend
 * @param {(name: string, ...args: unknown[]) => unknown} backend.call calls a function by its name
 * @param {(plan: string, options: string) => { call(method: string, ...args: unknown[]): unknown }} backend.run begins a run
 * @param {(result: unknown) => unknown} backend.value makes a value of a result that is no document
 */
export function api({ call: calling, run, value }) {
  const call = (name, ...args) => passing((...passed) => calling(name, ...passed), args);
  const document = (name, ...args) => JSON.parse(call(name, ...args));

  function isConfiguration(name) {
    return call('isConfiguration', text(name, 'the name'));
  }

  function isStackName(name) {
    return call('isStackName', text(name, 'the name'));
  }

  function check(request) {
    return document('check', requestJson(request));
  }

  function checkFunction(request) {
    return value(call('checkFunction', requestJson(request)));
  }

  function convert(request) {
    return document('convert', requestJson(request));
  }

  function evaluate(request) {
    return document('evaluate', requestJson(request));
  }

  function plan(request) {
    return document('plan', requestJson(request));
  }

  function renderPlan(plan, options = {}) {
    return call('renderPlan', json(plan, 'the plan'), json(options, 'the options'));
  }

  function planToJson(plan) {
    return call('planToJson', json(plan, 'the plan'));
  }

  function observedToJson(observed) {
    return call('observedToJson', json(observed, 'the observed state'));
  }

  function receiptToJson(receipt) {
    return call('receiptToJson', json(receipt, 'the receipt'));
  }

  function readPlan(source) {
    return document('readPlan', text(source, 'the plan'));
  }

  function readReceipt(source) {
    return document('readReceipt', text(source, 'the receipt'));
  }

  function outputs(request) {
    return document('outputs', requestJson(request));
  }

  function rollback(request) {
    return document('rollback', json(request, 'the request'));
  }

  function scopeOfRollback(receipt) {
    return value(call('scopeOfRollback', json(receipt, 'the receipt')));
  }

  function readObserved(source) {
    return document('readObserved', text(source, 'the observed state'));
  }

  function emptyAccount() {
    return document('emptyAccount');
  }

  function checkCurrent(plan, observed) {
    return value(call('checkCurrent', json(plan, 'the plan'), json(observed, 'the observed state')));
  }

  function scopeOfRequest(request) {
    return value(call('scopeOfRequest', requestJson(request)));
  }

  function scopeOfPlan(plan) {
    return value(call('scopeOfPlan', json(plan, 'the plan')));
  }

  function show(observed) {
    return document('show', json(observed, 'the observed state'));
  }

  function renderResources(resources, observed, options = {}) {
    const args = [json(resources, 'the resources'), json(observed, 'the observed state'), json(options, 'the options')];
    return call('renderResources', ...args);
  }

  function importAll(observed) {
    return document('importAll', json(observed, 'the observed state'));
  }

  function importResource(request) {
    return document('importResource', json(request, 'the request'));
  }

  class Run {
    #run;

    constructor(plan, options = {}) {
      this.#run = passing(run, [json(plan, 'the plan'), json(options, 'the options')]);
    }

    poll(nowMs) {
      return JSON.parse(this.#run.call('poll', time(nowMs)));
    }

    complete(callId, outcome, nowMs) {
      const args = [number(callId, 'the id of the call'), json(outcome, 'the outcome'), time(nowMs)];
      passing((...passed) => this.#run.call('complete', ...passed), args);
    }

    cancel() {
      this.#run.call('cancel');
    }

    takeEvents() {
      return value(this.#run.call('takeEvents'));
    }

    receipt() {
      return JSON.parse(this.#run.call('receipt'));
    }
  }

  return {
    Run,
    check,
    checkFunction,
    checkCurrent,
    convert,
    emptyAccount,
    evaluate,
    importAll,
    importResource,
    isConfiguration,
    isStackName,
    observedToJson,
    outputs,
    plan,
    planToJson,
    readObserved,
    readPlan,
    readReceipt,
    receiptToJson,
    renderPlan,
    renderResources,
    rollback,
    scopeOfPlan,
    scopeOfRequest,
    scopeOfRollback,
    show,
  };
}
