namespace Akka.Actor;

using Akka.Actor.Internal;
using Akka.Dispatch;
using Akka.Dispatch.SysMsg;

/// <summary>The inside of one local actor: instance, behaviour, children, watches, supervision. Everything but sending happens on the actor's turn.</summary>
public partial class ActorCell : IUntypedActorContext, ICell
{
    public const int UndefinedUid = 0;

    private readonly IInternalActorRef _self;
    private ActorBase? _actor;
    private Mailbox? _mailbox;
    private Receive? _receive;
    private Stack<Receive>? _below;
    private object? _currentMessage;
    private IActorRef? _sender;
    private ActorTaskScheduler? _taskScheduler;

    public ActorCell(ActorSystemImpl system, IInternalActorRef self, Props props, MessageDispatcher dispatcher, IInternalActorRef parent)
    {
        _self = self;
        SystemImpl = system;
        Props = props;
        Dispatcher = dispatcher;
        Parent = parent;
    }

    public ActorSystemImpl SystemImpl { get; }

    public ActorSystem System => SystemImpl;

    public IActorRef Self => _self;

    public Props Props { get; private set; }

    public MessageDispatcher Dispatcher { get; }

    public IInternalActorRef Parent { get; }

    IActorRef IActorContext.Parent => Parent;

    public IActorRef Sender => _sender ?? SystemImpl.DeadLetters;

    public Mailbox Mailbox => Volatile.Read(ref _mailbox)!;

    public object? CurrentMessage => _currentMessage;

    /// <summary>Tells one delivery from the next.</summary>
    public int CurrentEnvelopeId { get; private set; }

    public bool IsLocal => true;

    public bool IsTerminated => Mailbox.IsClosed;

    public bool HasMessages => Mailbox.HasMessages;

    public int NumberOfMessages => Mailbox.NumberOfMessages;

    public virtual ActorTaskScheduler TaskScheduler => _taskScheduler ??= new ActorTaskScheduler(this);

    internal bool IsCreatingActor { get; private set; }

    internal ActorBase? Actor => _actor;

    public static IActorRef GetCurrentSelfOrNoSender() => InternalCurrentActorCellKeeper.Current?.Self ?? ActorRefs.NoSender;

    public static IActorRef GetCurrentSenderOrNoSender() => InternalCurrentActorCellKeeper.Current?.Sender ?? ActorRefs.NoSender;

    /// <summary>Gives the cell its mailbox, with the order to create the actor in it.</summary>
    public void Init(bool sendSupervise, MailboxType mailboxType)
    {
        var mailbox = new Mailbox(mailboxType.Create(Self, System));
        mailbox.SetActor(this);
        _mailbox = mailbox;
        mailbox.SystemEnqueue(Self, new Create(Verify(mailbox)));
        if (sendSupervise)
        {
            Parent.SendSystemMessage(new Supervise(Self, async: false));
        }
    }

    public virtual void Start() => Dispatcher.Attach(this);

    public void Suspend() => SendSystemMessage(new Suspend());

    public void Resume(Exception? causedByFailure) => SendSystemMessage(new Resume(causedByFailure));

    public void Restart(Exception cause) => SendSystemMessage(new Recreate(cause));

    public void Stop() => SendSystemMessage(new Terminate());

    public virtual void SendMessage(IActorRef sender, object message) => SendMessage(new Envelope(message, sender ?? SystemImpl.DeadLetters));

    /// <exception cref="InvalidMessageException">The message is <c>null</c>.</exception>
    public virtual void SendMessage(Envelope message)
    {
        if (message.Message is null)
        {
            throw new InvalidMessageException("Message is null");
        }

        Dispatcher.Dispatch(this, SystemImpl.SerializesMessages ? SerializedCopy(message) : message);
    }

    public virtual void SendSystemMessage(ISystemMessage systemMessage) => Dispatcher.SystemDispatch(this, (SystemMessage)systemMessage);

    /// <summary>Handles one user message, on the actor's turn.</summary>
    public void Invoke(Envelope envelope)
    {
        var message = envelope.Message;
        CurrentEnvelopeId++;
        _currentMessage = message;
        _sender = envelope.Sender;
        if (_receiveTimeout is not null && message is not INotInfluenceReceiveTimeout)
        {
            // A handler that takes long is not silence.
            CancelReceiveTimeout();
        }

        try
        {
            if (message is ITimerEnvelope timer)
            {
                ReceiveTimer(timer);
            }
            else if (message is IAutoReceivedMessage)
            {
                AutoReceiveMessage(envelope);
            }
            else
            {
                ReceiveMessage(message);
            }

            if (_asyncRuns == 0)
            {
                _currentMessage = null;
            }
        }
        catch (Exception e)
        {
            HandleInvokeFailure(e);
        }

        if (_receiveTimeout is not null)
        {
            AfterMessage(message);
        }
    }

    public void ReceiveMessageForTest(Envelope envelope)
    {
        _currentMessage = envelope.Message;
        _sender = envelope.Sender;
        try
        {
            ReceiveMessage(envelope.Message);
        }
        finally
        {
            _currentMessage = null;
        }
    }

    /// <summary>Runs an action with this cell as the one of the thread.</summary>
    public void UseThreadContext(Action action)
    {
        var outer = InternalCurrentActorCellKeeper.Current;
        InternalCurrentActorCellKeeper.Current = this;
        try
        {
            action();
        }
        finally
        {
            InternalCurrentActorCellKeeper.Current = outer;
        }
    }

    public void Become(Receive receive) => _receive = receive;

    public void BecomeStacked(Receive receive)
    {
        (_below ??= new Stack<Receive>()).Push(_receive!);
        _receive = receive;
    }

    void IUntypedActorContext.Become(UntypedReceive receive) => Become(Handled(receive));

    void IUntypedActorContext.BecomeStacked(UntypedReceive receive) => BecomeStacked(Handled(receive));

    public void UnbecomeStacked()
    {
        if (_below is { Count: > 0 } below)
        {
            _receive = below.Pop();
        }
    }

    public ActorSelection ActorSelection(ActorPath path) => ActorRefFactoryShared.ActorSelection(path, System);

    public ActorSelection ActorSelection(string path) => ActorRefFactoryShared.ActorSelection(path, System, Self);

    internal static (string Name, long Uid) GetNameAndUid(string name)
    {
        var hash = name.IndexOf('#', StringComparison.Ordinal);
        return hash >= 0 && long.TryParse(name.AsSpan(hash + 1), out var uid) ? (name[..hash], uid) : (name, UndefinedUid);
    }

    internal static long NewUid()
    {
        while (true)
        {
            var uid = Random.Shared.Next();
            if (uid != UndefinedUid)
            {
                return uid;
            }
        }
    }

    internal Mailbox SwapMailbox(Mailbox mailbox) => Interlocked.Exchange(ref _mailbox, mailbox)!;

    protected virtual void PreStart()
    {
    }

    protected virtual void ReceiveMessage(object message)
    {
        var actor = _actor!;
        var handled = actor.HandleMessage(_receive!, message);
        if (SystemImpl.Settings.AddLoggingReceive && actor is ILogReceive)
        {
            Debug($"received {(handled ? "handled" : "unhandled")} message {message} from {Sender}");
        }
    }

    protected virtual void AutoReceiveMessage(Envelope envelope)
    {
        var message = envelope.Message;
        if (SystemImpl.Settings.DebugAutoReceive)
        {
            Debug($"received AutoReceiveMessage {message}");
        }

        switch (message)
        {
            case Terminated terminated:
                ReceivedTerminated(terminated);
                break;
            case AddressTerminated gone:
                AddressTerminated(gone.Address);
                break;
            case Kill:
                throw new ActorKilledException("Kill");
            case PoisonPill:
                _self.Stop();
                break;
            case ActorSelectionMessage selection:
                Actor_ReceiveSelection(selection);
                break;
            case Identify identify:
                Sender.Tell(new ActorIdentity(identify.MessageId, Self), Self);
                break;
            default:
                ReceiveMessage(message);
                break;
        }
    }

    private void ReceiveTimer(ITimerEnvelope timer)
    {
        if ((_actor as IWithTimers)?.Timers is not ITimerHook timers || timers.Intercept(timer) is not { } message)
        {
            // Cancelled or replaced after it had been sent: as if it had never been.
            return;
        }

        _currentMessage = message;
        if (message is IAutoReceivedMessage)
        {
            AutoReceiveMessage(new Envelope(message, Sender));
        }
        else
        {
            ReceiveMessage(message);
        }
    }

    private static Receive Handled(UntypedReceive receive) => message =>
    {
        receive(message);
        return true;
    };

    private void Actor_ReceiveSelection(ActorSelectionMessage selection) => Akka.Actor.ActorSelection.DeliverSelection(_self, Sender, selection);

    private ActorInitializationException? Verify(Mailbox mailbox)
    {
        var required = SystemImpl.Mailboxes.HasRequiredType(Props.Type) ? SystemImpl.Mailboxes.GetRequiredType(Props.Type) : null;
        return required is null || required.IsInstanceOfType(mailbox.MessageQueue)
            ? null
            : new ActorInitializationException(
                Self, $"Actor [{Self}] requires mailbox type [{required}] got [{mailbox.MessageQueue.GetType()}]");
    }

    private Envelope SerializedCopy(Envelope envelope)
    {
        var message = envelope.Message is Event.DeadLetter letter ? letter.Message : envelope.Message;
        if (message is INoSerializationVerificationNeeded)
        {
            return envelope;
        }

        var serialization = SystemImpl.Serialization;
        var serializer = serialization.FindSerializerFor(message);
        var copy = Akka.Serialization.Serialization.WithTransport(
            SystemImpl,
            (serialization, serializer, message),
            static work => work.serialization.Deserialize(
                work.serializer.ToBinary(work.message),
                work.serializer.Identifier,
                Akka.Serialization.Serialization.ManifestFor(work.serializer, work.message)));
        return envelope.Message is Event.DeadLetter dead
            ? new Envelope(new Event.DeadLetter(copy, dead.Sender, dead.Recipient), envelope.Sender)
            : new Envelope(copy, envelope.Sender);
    }

    private void Debug(string text) =>
        SystemImpl.EventStream.Publish(new Event.Debug(Self.Path.ToString(), _actor?.GetType() ?? GetType(), text));

    private void Report(Exception? cause, string text) =>
        SystemImpl.EventStream.Publish(new Event.Error(cause!, Self.Path.ToString(), _actor?.GetType() ?? GetType(), text));
}
