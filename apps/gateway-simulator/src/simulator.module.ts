import { loggingOptions } from '@app/kernel';
import { type DynamicModule, Module } from '@nestjs/common';
import { LoggerModule } from 'nestjs-pino';
import { AnswerCall } from './answer-call.js';
import { ReadCallFacts } from './call-facts.js';
import { CallLog } from './call-log.js';
import { AuthenticatePayer } from './authenticate-payer.js';
import { BankClock } from './clock.js';
import { CabinetController } from './cabinet/cabinet.controller.js';
import { CaptureHold } from './cabinet/capture-hold.js';
import { DisputePayment } from './cabinet/dispute-payment.js';
import { RefundPayment } from './cabinet/refund-payment.js';
import { ReversePayment } from './cabinet/reverse-payment.js';
import { CallbacksController } from './callbacks.controller.js';
import { ControlController } from './control.controller.js';
import { DeclineOrder } from './decline-order.js';
import { EarlierAnswers } from './faults/earlier-answers.js';
import { FaultRegister } from './fault-register.js';
import { HealthController } from './health.controller.js';
import { Ledger } from './ledger.js';
import { Merchants } from './merchants.js';
import { NoteRedirect } from './note-redirect.js';
import { NoteStatusTold } from './note-status-told.js';
import { OrderBook } from './order-book.js';
import { PayablePages } from './payable-pages.js';
import { PayForTest } from './pay-for-test.js';
import { PayerAnswer } from './payer-answer.js';
import { PayerLanguage } from './payer-language.js';
import { AcsController } from './payment-page/acs.controller.js';
import { LeavePage } from './payment-page/leave-page.js';
import { PaymentPageController } from './payment-page/payment-page.controller.js';
import { PresentWithoutScript } from './payment-page/present-without-script.js';
import { WalletController } from './payment-page/wallet.controller.js';
import { AnswerLanguage } from './rest/answer-language.js';
import { RegisterOrder } from './register-order.js';
import { RestController } from './rest.controller.js';
import { SendCallback } from './send-callback.js';
import { SentCallbacks } from './sent-callbacks.js';
import { SimulatorSettings } from './settings.js';
import { TakePayment } from './take-payment.js';
import { TakeWalletPayment } from './take-wallet-payment.js';
import { TellMerchants } from './tell-merchants.js';
import { TellOrderStatus } from './tell-order-status.js';

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
