namespace Akka.Actor;

public partial class ActorCell
{
    /// <summary>Makes the instance; subclasses may take it from elsewhere.</summary>
    protected virtual ActorBase CreateNewActorInstance()
    {
        var actor = Props.NewActor() ?? throw new ActorInitializationException(Self, $"Props.NewActor of {Props.Type} returned null");
        if (actor is IWithTimers withTimers)
        {
            withTimers.Timers = new TimerScheduler(this, SystemImpl.Settings.DebugTimerScheduler);
        }

        SystemImpl.ActorPipelineResolver.ResolvePipeline(actor.GetType()).AfterActorIncarnated(actor, this);
        if (actor is Internal.IInitializableActor initializable)
        {
            initializable.Init();
        }

        return actor;
    }

    private ActorBase NewActor()
    {
        PrepareForNewActor();
        ActorBase? actor = null;
        UseThreadContext(() =>
        {
            IsCreatingActor = true;
            try
            {
                actor = CreateNewActorInstance();
            }
            finally
            {
                IsCreatingActor = false;
            }
        });
        return actor!;
    }

    /// <summary>Forgets the behaviour of the last instance.</summary>
    protected void PrepareForNewActor()
    {
        _below = null;
        _receive = null;
    }

    private void Create(Exception? failure)
    {
        if (failure is not null)
        {
            throw failure;
        }

        var fresh = default(ActorBase);
        try
        {
            fresh = NewActor();
            _actor = fresh;
            PreStart();
            fresh.AroundPreStart();
            CheckReceiveTimeout();
            if (SystemImpl.Settings.DebugLifecycle)
            {
                Debug($"Started ({fresh})");
            }

            if (SystemImpl.Settings.EmitActorTelemetry)
            {
                System.EventStream.Publish(new ActorStarted(Self, Props.Type));
            }
        }
        catch (Exception e)
        {
            if (fresh is not null)
            {
                Release(fresh);
                _actor = null;
            }

            throw new ActorInitializationException(
                Self, $"Exception during creation: {(e is ActorInitializationException or TypeLoadException ? e.Message : $"{e.GetType()}: {e.Message}")}", e);
        }
    }

    private void Release(ActorBase actor)
    {
        SystemImpl.ActorPipelineResolver.ResolvePipeline(actor.GetType()).BeforeActorIncarnated(actor, this);
        actor.Clear(Self);
        try
        {
            Props.Release(actor);
        }
        catch (Exception e)
        {
            Report(e, $"Error while disposing {actor.GetType()}: {e.Message}");
        }
    }
}
