import { loggingOptions } from '@app/process';
import { type DynamicModule, Module } from '@nestjs/common';
import { LoggerModule } from 'nestjs-pino';
import { AnswerCall } from './calls/answer-call.js';
import { ReadCallFacts } from './calls/call-facts.js';
import { CallLog } from './calls/call-log.js';
import { AuthenticatePayer } from './paying/authenticate-payer.js';
import { BankClock } from './bank/clock.js';
import { CabinetController } from './cabinet/cabinet.controller.js';
import { CaptureHold } from './cabinet/capture-hold.js';
import { DisputePayment } from './cabinet/dispute-payment.js';
import { RefundPayment } from './cabinet/refund-payment.js';
import { ReversePayment } from './cabinet/reverse-payment.js';
import { CallbacksController } from './callbacks/callbacks.controller.js';
import { ControlController } from './control/control.controller.js';
import { DeclineOrder } from './rest/decline-order.js';
import { EarlierAnswers } from './faults/earlier-answers.js';
import { FaultRegister } from './faults/fault-register.js';
import { HealthController } from './health.controller.js';
import { Ledger } from './bank/ledger.js';
import { Merchants } from './bank/merchants.js';
import { NoteRedirect } from './calls/note-redirect.js';
import { NoteStatusTold } from './calls/note-status-told.js';
import { OrderBook } from './bank/order-book.js';
import { PayablePages } from './calls/payable-pages.js';
import { PayForTest } from './control/pay-for-test.js';
import { PayerAnswer } from './paying/payer-answer.js';
import { PayerLanguage } from './paying/payer-language.js';
import { AcsController } from './payment-page/acs.controller.js';
import { LeavePage } from './payment-page/leave-page.js';
import { PaymentPageController } from './payment-page/payment-page.controller.js';
import { PresentWithoutScript } from './payment-page/present-without-script.js';
import { WalletController } from './payment-page/wallet.controller.js';
import { AnswerLanguage } from './calls/answer-language.js';
import { RegisterOrder } from './rest/register-order.js';
import { RestController } from './rest/rest.controller.js';
import { SendCallback } from './callbacks/send-callback.js';
import { SentCallbacks } from './callbacks/sent-callbacks.js';
import { SimulatorSettings } from './bank/settings.js';
import { TakePayment } from './paying/take-payment.js';
import { TakeWalletPayment } from './paying/take-wallet-payment.js';
import { TellMerchants } from './callbacks/tell-merchants.js';
import { TellOrderStatus } from './rest/tell-order-status.js';

const KNOWS = [Ledger, BankClock, Merchants, OrderBook, CallLog, FaultRegister, PayablePages, SentCallbacks];
const DOES = [
  AnswerCall,
  ReadCallFacts,
  RegisterOrder,
  TellOrderStatus,
  DeclineOrder,
  TakePayment,
  TakeWalletPayment,
  AuthenticatePayer,
  CaptureHold,
  RefundPayment,
  ReversePayment,
  DisputePayment,
  PayForTest,
  PayerLanguage,
  PayerAnswer,
  EarlierAnswers,
  AnswerLanguage,
  NoteRedirect,
  NoteStatusTold,
  PresentWithoutScript,
  LeavePage,
  SendCallback,
  TellMerchants,
];

@Module({
  controllers: [
    RestController,
    PaymentPageController,
    AcsController,
    WalletController,
    ControlController,
    CallbacksController,
    CabinetController,
    HealthController,
  ],
})
export class SimulatorModule {
  static with(settings: SimulatorSettings): DynamicModule {
    return {
      module: SimulatorModule,
      imports: [LoggerModule.forRoot(loggingOptions('gateway-simulator', settings.logLevel))],
      providers: [{ provide: SimulatorSettings, useValue: settings }, ...KNOWS, ...DOES],
    };
  }
}
